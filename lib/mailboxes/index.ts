export { quotaField } from './quota'
export { LARGEST_QUOTA, parseSize, sizeWords, splitSize } from './size'
