-- AlterTable
ALTER TABLE "Intent" ADD COLUMN "job" TEXT;

-- CreateTable
CREATE TABLE "Job" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "at" DATETIME NOT NULL,
    "action" TEXT NOT NULL,
    "options" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "actorId" TEXT NOT NULL,
    "face" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "trouble" TEXT,
    "startedAt" DATETIME,
    "closedAt" DATETIME
);

-- CreateTable
CREATE TABLE "JobItem" (
    "jobId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "target" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "code" TEXT,

    PRIMARY KEY ("jobId", "number"),
    CONSTRAINT "JobItem_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "Job" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "Job_state_idx" ON "Job"("state");

-- CreateIndex
CREATE INDEX "Job_actorId_idx" ON "Job"("actorId");

-- CreateIndex
CREATE INDEX "JobItem_jobId_state_idx" ON "JobItem"("jobId", "state");

-- CreateIndex
CREATE INDEX "Intent_job_idx" ON "Intent"("job");
