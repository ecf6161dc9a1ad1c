CREATE TABLE `sparkplug_nodes` (
	`node` text PRIMARY KEY NOT NULL,
	`birth_death_sequence` integer,
	`occurrences_dropped` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE `sparkplug_occurrences` (
	`ordinal` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`document` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sparkplug_occurrences_id_unique` ON `sparkplug_occurrences` (`id`);