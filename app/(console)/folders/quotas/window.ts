/** Rows that come with the page; the table asks for the others when they are looked at. */
export const QUOTA_WINDOW = 100
