-- CreateTable
CREATE TABLE "RetentionRule" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "at" DATETIME NOT NULL,
    "place" TEXT NOT NULL,
    "folders" TEXT NOT NULL,
    "except" TEXT NOT NULL,
    "days" INTEGER NOT NULL,
    "sparesFlagged" BOOLEAN NOT NULL,
    "actor" TEXT NOT NULL,
    "actorId" TEXT NOT NULL,
    "face" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "startedAt" DATETIME,
    "job" TEXT,
    "trouble" TEXT
);

-- CreateIndex
CREATE INDEX "RetentionRule_place_idx" ON "RetentionRule"("place");
