-- AlterTable
ALTER TABLE "JobItem" ADD COLUMN "result" TEXT;
