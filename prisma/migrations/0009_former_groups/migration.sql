-- CreateTable
CREATE TABLE "FormerGroup" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "at" DATETIME NOT NULL
);
