CREATE TABLE `embeddings` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`swing` text NOT NULL,
	`space` text NOT NULL,
	`version` integer NOT NULL,
	`vector` blob NOT NULL,
	FOREIGN KEY (`swing`) REFERENCES `swings`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `embeddings_swing_unique` ON `embeddings` (`swing`);--> statement-breakpoint
CREATE INDEX `embeddings_space` ON `embeddings` (`space`,`version`,`id`);