-- An update that changes nothing is none: SQLite counts a column as updated that is written as it was.
DROP TRIGGER `swing_changes_consent`;
--> statement-breakpoint
CREATE TRIGGER `swing_changes_consent` AFTER UPDATE OF `shares_since`, `is_minor`, `guardian_agreed_at` ON `players`
WHEN old.`is_minor` IS NOT new.`is_minor` OR old.`shares_since` IS NOT new.`shares_since` OR old.`guardian_agreed_at` IS NOT new.`guardian_agreed_at`
BEGIN
	DELETE FROM `swing_changes` WHERE `swing` IN (SELECT `id` FROM `swings` WHERE `player` = new.`id`);
	INSERT INTO `swing_changes` (`swing`) SELECT `id` FROM `swings` WHERE `player` = new.`id`;
END;
--> statement-breakpoint
DROP TRIGGER `warehouse_hears_of_players`;
--> statement-breakpoint
CREATE TRIGGER `warehouse_hears_of_players` AFTER UPDATE OF `name`, `handedness`, `height_cm`, `handicap`, `goals`, `limitations`, `usual_miss`, `is_minor`, `shares_since`, `guardian_agreed_at` ON `players`
WHEN old.`name` IS NOT new.`name` OR old.`handedness` IS NOT new.`handedness` OR old.`height_cm` IS NOT new.`height_cm` OR old.`handicap` IS NOT new.`handicap` OR old.`goals` IS NOT new.`goals` OR old.`limitations` IS NOT new.`limitations` OR old.`usual_miss` IS NOT new.`usual_miss` OR old.`is_minor` IS NOT new.`is_minor` OR old.`shares_since` IS NOT new.`shares_since` OR old.`guardian_agreed_at` IS NOT new.`guardian_agreed_at`
BEGIN
	UPDATE `warehouse_dues` SET `state` = 'pending', `attempts` = 0, `claimed_by` = NULL, `version` = max(`version` + 1, CAST(unixepoch('subsec') * 1000 AS INTEGER)),
		`due_since` = CASE WHEN `state` = 'pending' THEN `due_since` ELSE strftime('%Y-%m-%dT%H:%M:%fZ', 'now') END, `changed_at` = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE `key` = 'player:' || NEW.`id`;
END;
