CREATE TABLE `consistency_scores` (
	`visitor` text PRIMARY KEY NOT NULL,
	`session` text NOT NULL,
	`player` text,
	`points` real NOT NULL,
	`low` real NOT NULL,
	`high` real NOT NULL,
	`swings` text NOT NULL,
	`achieved_at` text NOT NULL,
	FOREIGN KEY (`player`) REFERENCES `players`(`id`) ON UPDATE no action ON DELETE cascade
);
