-- AlterTable
ALTER TABLE "JobItem" ADD COLUMN "codeValues" TEXT;
