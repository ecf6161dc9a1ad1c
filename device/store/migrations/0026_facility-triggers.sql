CREATE TRIGGER `swing_changes_insert` AFTER INSERT ON `swings`
BEGIN
	DELETE FROM `swing_changes` WHERE `swing` = new.`id`;
	INSERT INTO `swing_changes` (`swing`) VALUES (new.`id`);
END;
--> statement-breakpoint
CREATE TRIGGER `swing_changes_update` AFTER UPDATE OF `session`, `player`, `revision`, `score`, `club`, `deleted_at` ON `swings`
BEGIN
	DELETE FROM `swing_changes` WHERE `swing` = new.`id`;
	INSERT INTO `swing_changes` (`swing`) VALUES (new.`id`);
END;
--> statement-breakpoint
CREATE TRIGGER `swing_changes_consent` AFTER UPDATE OF `shares_since`, `is_minor`, `guardian_agreed_at` ON `players`
BEGIN
	DELETE FROM `swing_changes` WHERE `swing` IN (SELECT `id` FROM `swings` WHERE `player` = new.`id`);
	INSERT INTO `swing_changes` (`swing`) SELECT `id` FROM `swings` WHERE `player` = new.`id`;
END;
--> statement-breakpoint
CREATE TRIGGER `swing_changes_index` AFTER UPDATE OF `deleted_at` ON `facility_swings`
BEGIN
	DELETE FROM `swing_changes` WHERE `swing` = new.`id`;
	INSERT INTO `swing_changes` (`swing`) VALUES (new.`id`);
END;
--> statement-breakpoint
INSERT INTO `swing_changes` (`swing`) SELECT `id` FROM `swings` ORDER BY `ordinal`;
--> statement-breakpoint
CREATE TRIGGER `facility_swings_of_deleted_player` AFTER DELETE ON `players`
BEGIN
	UPDATE `facility_swings` SET `deleted_at` = strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), `player` = NULL, `score` = NULL, `club` = NULL, `revision` = NULL WHERE `player` = old.`id` AND `deleted_at` IS NULL;
END;
--> statement-breakpoint
CREATE TRIGGER `facility_swings_of_deleted_swing` AFTER UPDATE OF `deleted_at` ON `swings` WHEN new.`deleted_at` IS NOT NULL
BEGIN
	UPDATE `facility_swings` SET `deleted_at` = new.`deleted_at`, `player` = NULL, `score` = NULL, `club` = NULL, `revision` = NULL WHERE `id` = new.`id` AND `deleted_at` IS NULL;
END;
