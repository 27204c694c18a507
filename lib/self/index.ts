export {
  changeOwnPassword,
  type Self,
  setPreferences,
  showSelf,
  showViewer,
  signOutEverywhere,
  type Viewer,
} from './operations'
