CREATE TABLE `visit_scores` (
	`visitor` text PRIMARY KEY NOT NULL,
	`session` text NOT NULL,
	`player` text NOT NULL,
	`best` real NOT NULL,
	`total` real NOT NULL,
	`shots` integer NOT NULL,
	`last_at` text NOT NULL,
	FOREIGN KEY (`player`) REFERENCES `players`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `visit_scores_last` ON `visit_scores` (`last_at`);--> statement-breakpoint
CREATE INDEX `visit_scores_player` ON `visit_scores` (`player`);