-- AlterTable
ALTER TABLE "Intent" ADD COLUMN "codeValues" TEXT;
