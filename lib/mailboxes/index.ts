export { quotaField } from './quota'
export { LARGEST_QUOTA, parseSize, splitSize } from './size'
