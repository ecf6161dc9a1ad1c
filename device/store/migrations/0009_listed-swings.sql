CREATE TABLE `swing_faults` (
	`fault` text NOT NULL,
	`ordinal` integer NOT NULL,
	PRIMARY KEY(`fault`, `ordinal`),
	FOREIGN KEY (`ordinal`) REFERENCES `swings`(`ordinal`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `swing_faults_ordinal` ON `swing_faults` (`ordinal`);--> statement-breakpoint
ALTER TABLE `swings` ADD `score` real;--> statement-breakpoint
ALTER TABLE `swings` ADD `club` text;--> statement-breakpoint
CREATE INDEX `integration_shots_player` ON `integration_shots` (`player`,`ordinal`);--> statement-breakpoint
UPDATE `swings` SET
	`score` = (SELECT json_extract(`document`, '$.score.overall') FROM `reports` WHERE `reports`.`swing` = `swings`.`id` AND `reports`.`revision` = `swings`.`revision`),
	`club` = (SELECT json_extract(`document`, '$.club') FROM `reports` WHERE `reports`.`swing` = `swings`.`id` AND `reports`.`revision` = `swings`.`revision`)
WHERE `revision` IS NOT NULL AND `deleted_at` IS NULL;--> statement-breakpoint
INSERT OR IGNORE INTO `swing_faults` (`fault`, `ordinal`)
SELECT json_extract(`found`.`value`, '$.id'), `swings`.`ordinal`
FROM `swings`
JOIN `reports` ON `reports`.`swing` = `swings`.`id` AND `reports`.`revision` = `swings`.`revision`, json_each(`reports`.`document`, '$.faults') AS `found`
WHERE `swings`.`deleted_at` IS NULL;
