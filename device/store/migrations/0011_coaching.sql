CREATE TABLE `assigned_drills` (
	`id` text PRIMARY KEY NOT NULL,
	`player` text NOT NULL,
	`coach` text NOT NULL,
	`drill` text NOT NULL,
	`note` text NOT NULL,
	`rehearsals` integer NOT NULL,
	`balls` integer NOT NULL,
	`assigned_at` text NOT NULL,
	FOREIGN KEY (`player`) REFERENCES `players`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`coach`) REFERENCES `accounts`(`player`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `assigned_drills_player` ON `assigned_drills` (`player`,`id`);--> statement-breakpoint
CREATE TABLE `swing_notes` (
	`id` text PRIMARY KEY NOT NULL,
	`swing` text NOT NULL,
	`player` text NOT NULL,
	`author` text NOT NULL,
	`visibility` text NOT NULL,
	`words` text NOT NULL,
	`at` text,
	`drawings` text NOT NULL,
	`created_at` text NOT NULL,
	`changed_at` text NOT NULL,
	FOREIGN KEY (`swing`) REFERENCES `swings`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`player`) REFERENCES `players`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`author`) REFERENCES `accounts`(`player`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "swing_notes_visibility" CHECK("swing_notes"."visibility" in ('player', 'coach-only'))
);
--> statement-breakpoint
CREATE INDEX `swing_notes_swing` ON `swing_notes` (`swing`,`id`);--> statement-breakpoint
CREATE INDEX `swing_notes_player` ON `swing_notes` (`player`);
