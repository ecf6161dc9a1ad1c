CREATE TABLE `figures` (
	`swing` text PRIMARY KEY NOT NULL,
	`figure` blob NOT NULL,
	FOREIGN KEY (`swing`) REFERENCES `swings`(`id`) ON UPDATE no action ON DELETE no action
);
