export { changeOwnPassword, type Self, setPreferences, showSelf, signOutEverywhere } from './operations'
