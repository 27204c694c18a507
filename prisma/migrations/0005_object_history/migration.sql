-- AlterTable
ALTER TABLE "Intent" ADD COLUMN "targetId" TEXT;

-- CreateIndex
CREATE INDEX "Intent_targetId_idx" ON "Intent"("targetId");
