/** Rows of a job in one answer. */
export const JOB_WINDOW = 100
