CREATE TABLE `goals` (
	`id` text PRIMARY KEY NOT NULL,
	`player` text NOT NULL,
	`metric` text NOT NULL,
	`at` text,
	`low` real,
	`high` real,
	`club` text,
	`due_on` text,
	`set_at` text NOT NULL,
	FOREIGN KEY (`player`) REFERENCES `players`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `goals_player` ON `goals` (`player`,`set_at`);