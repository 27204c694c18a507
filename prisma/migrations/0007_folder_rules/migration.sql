-- CreateTable
CREATE TABLE "FolderRule" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "place" TEXT NOT NULL,
    "terms" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "actorId" TEXT NOT NULL,
    "face" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "startedAt" DATETIME,
    "job" TEXT,
    "trouble" TEXT
);

-- CreateIndex
CREATE INDEX "FolderRule_kind_idx" ON "FolderRule"("kind");

-- Rules that delete old mail become rules of one kind.
INSERT INTO "FolderRule"
SELECT "id", 'retention', "at", "place",
    json_object(
        'folders', json("folders"),
        'except', json("except"),
        'days', "days",
        'sparesFlagged', json(CASE WHEN "sparesFlagged" THEN 'true' ELSE 'false' END)
    ),
    "actor", "actorId", "face", "address", "startedAt", "job", "trouble"
FROM "RetentionRule";

-- DropTable
DROP TABLE "RetentionRule";
