-- A revision makes its swing due; it is withheld while the revision is.
CREATE TRIGGER `warehouse_hears_of_reports` AFTER INSERT ON `outbox` WHEN NEW.`kind` = 'revision-stored'
BEGIN
	INSERT INTO `warehouse_dues` (`kind`, `key`, `swing`, `state`, `urgency`, `version`, `due_since`, `changed_at`)
	VALUES ('swing', 'swing:' || NEW.`swing`, NEW.`swing`, CASE NEW.`state` WHEN 'withheld' THEN 'withheld' ELSE 'pending' END, 0,
		CAST(unixepoch('subsec') * 1000 AS INTEGER), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
	ON CONFLICT (`key`) DO UPDATE SET
		`state` = excluded.`state`, `attempts` = 0, `claimed_by` = NULL, `version` = max(`version` + 1, excluded.`version`),
		`due_since` = CASE WHEN `state` = 'pending' THEN `due_since` ELSE excluded.`due_since` END, `changed_at` = excluded.`changed_at`;
END;
--> statement-breakpoint
CREATE TRIGGER `warehouse_withholds` AFTER UPDATE OF `state` ON `outbox` WHEN NEW.`kind` = 'revision-stored' AND NEW.`state` = 'withheld' AND OLD.`state` <> 'withheld'
BEGIN
	UPDATE `warehouse_dues` SET `state` = 'withheld', `claimed_by` = NULL, `version` = max(`version` + 1, CAST(unixepoch('subsec') * 1000 AS INTEGER)), `changed_at` = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE `key` = 'swing:' || NEW.`swing`;
END;
--> statement-breakpoint
CREATE TRIGGER `warehouse_withholds_no_more` AFTER UPDATE OF `state` ON `outbox` WHEN NEW.`kind` = 'revision-stored' AND NEW.`state` <> 'withheld' AND OLD.`state` = 'withheld'
BEGIN
	UPDATE `warehouse_dues` SET `state` = 'pending', `attempts` = 0, `claimed_by` = NULL, `version` = max(`version` + 1, CAST(unixepoch('subsec') * 1000 AS INTEGER)),
		`due_since` = CASE WHEN `state` = 'pending' THEN `due_since` ELSE strftime('%Y-%m-%dT%H:%M:%fZ', 'now') END, `changed_at` = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE `key` = 'swing:' || NEW.`swing`;
END;
--> statement-breakpoint
-- The object store has a clip: its row says so from now on. The visit is none the wiser, so the version stays.
CREATE TRIGGER `warehouse_hears_of_clips` AFTER UPDATE OF `state` ON `outbox` WHEN NEW.`kind` = 'media-stored' AND NEW.`state` = 'done' AND OLD.`state` <> 'done' AND NEW.`urgency` = 3
BEGIN
	UPDATE `warehouse_dues` SET `claimed_by` = NULL, `state` = 'pending', `attempts` = 0,
		`due_since` = CASE WHEN `state` = 'pending' THEN `due_since` ELSE strftime('%Y-%m-%dT%H:%M:%fZ', 'now') END
	WHERE `key` = 'swing:' || NEW.`swing` AND `state` IN ('pending', 'done');
END;
--> statement-breakpoint
CREATE TRIGGER `warehouse_owes_erasures` AFTER INSERT ON `outbox` WHEN NEW.`urgency` = -1
BEGIN
	INSERT INTO `warehouse_dues` (`kind`, `key`, `swing`, `owner`, `state`, `urgency`, `version`, `due_since`, `changed_at`)
	SELECT 'erasure', NEW.`key` || ':' || whose.`value`, NEW.`swing`, whose.`value`, 'pending', -1, CAST(unixepoch('subsec') * 1000 AS INTEGER), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
	FROM json_each(NEW.`payload`, '$.owners') AS whose WHERE true ON CONFLICT (`key`) DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `warehouse_forgets_swings` AFTER INSERT ON `outbox` WHEN NEW.`kind` = 'swing-deleted'
BEGIN
	DELETE FROM `warehouse_dues` WHERE `key` = 'swing:' || NEW.`swing`;
	UPDATE `warehouse_dues` SET `state` = 'pending', `attempts` = 0, `claimed_by` = NULL, `version` = max(`version` + 1, CAST(unixepoch('subsec') * 1000 AS INTEGER)),
		`due_since` = CASE WHEN `state` = 'pending' THEN `due_since` ELSE strftime('%Y-%m-%dT%H:%M:%fZ', 'now') END, `changed_at` = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
	WHERE `kind` = 'visit' AND `key` IN (SELECT 'visit:' || s.`session` || '/' || whose.`value`
		FROM `swings` s, json_each(NEW.`payload`, '$.owners') AS whose WHERE s.`id` = NEW.`swing`);
END;
--> statement-breakpoint
-- The swing goes out under its new owner, and the visit of the one before is summed up anew.
CREATE TRIGGER `warehouse_moves_swings` AFTER INSERT ON `outbox` WHEN NEW.`kind` = 'swing-moved'
BEGIN
	UPDATE `warehouse_dues` SET `state` = 'pending', `attempts` = 0, `claimed_by` = NULL, `version` = max(`version` + 1, CAST(unixepoch('subsec') * 1000 AS INTEGER)),
		`due_since` = CASE WHEN `state` = 'pending' THEN `due_since` ELSE strftime('%Y-%m-%dT%H:%M:%fZ', 'now') END, `changed_at` = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
	WHERE `key` = 'swing:' || NEW.`swing` OR `key` IN (SELECT 'visit:' || s.`session` || '/' || whose.`value`
		FROM `swings` s, json_each(NEW.`payload`, '$.owners') AS whose WHERE s.`id` = NEW.`swing`);
END;
--> statement-breakpoint
CREATE TRIGGER `warehouse_forgets_players` AFTER INSERT ON `outbox` WHEN NEW.`kind` = 'player-removed'
BEGIN
	DELETE FROM `warehouse_dues` WHERE `kind` IN ('player', 'visit') AND `owner` IN (SELECT `value` FROM json_each(NEW.`payload`, '$.owners'));
END;
--> statement-breakpoint
-- With every change of a swing its visit is summed up anew, and its player is told of once.
CREATE TRIGGER `warehouse_sums_visits_first` AFTER INSERT ON `warehouse_dues` WHEN NEW.`kind` = 'swing'
BEGIN
	INSERT INTO `warehouse_dues` (`kind`, `key`, `session`, `owner`, `state`, `urgency`, `version`, `due_since`, `changed_at`)
	SELECT 'visit', 'visit:' || s.`session` || '/' || coalesce(s.`player`, s.`session`), s.`session`, coalesce(s.`player`, s.`session`),
		'pending', 1, CAST(unixepoch('subsec') * 1000 AS INTEGER), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), strftime('%Y-%m-%dT%H:%M:%fZ', 'now') FROM `swings` s
	WHERE s.`id` = NEW.`swing` AND s.`kind` IN ('shot', 'practice')
	ON CONFLICT (`key`) DO UPDATE SET
		`state` = excluded.`state`, `attempts` = 0, `claimed_by` = NULL, `version` = max(`version` + 1, excluded.`version`),
		`due_since` = CASE WHEN `state` = 'pending' THEN `due_since` ELSE excluded.`due_since` END, `changed_at` = excluded.`changed_at`;
	INSERT INTO `warehouse_dues` (`kind`, `key`, `owner`, `state`, `urgency`, `version`, `due_since`, `changed_at`)
	SELECT 'player', 'player:' || s.`player`, s.`player`, 'pending', 1, CAST(unixepoch('subsec') * 1000 AS INTEGER), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), strftime('%Y-%m-%dT%H:%M:%fZ', 'now') FROM `swings` s
	WHERE s.`id` = NEW.`swing` AND s.`player` IS NOT NULL
	ON CONFLICT (`key`) DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `warehouse_sums_visits_again` AFTER UPDATE OF `version` ON `warehouse_dues` WHEN NEW.`kind` = 'swing' AND NEW.`version` <> OLD.`version`
BEGIN
	INSERT INTO `warehouse_dues` (`kind`, `key`, `session`, `owner`, `state`, `urgency`, `version`, `due_since`, `changed_at`)
	SELECT 'visit', 'visit:' || s.`session` || '/' || coalesce(s.`player`, s.`session`), s.`session`, coalesce(s.`player`, s.`session`),
		'pending', 1, CAST(unixepoch('subsec') * 1000 AS INTEGER), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), strftime('%Y-%m-%dT%H:%M:%fZ', 'now') FROM `swings` s
	WHERE s.`id` = NEW.`swing` AND s.`kind` IN ('shot', 'practice')
	ON CONFLICT (`key`) DO UPDATE SET
		`state` = excluded.`state`, `attempts` = 0, `claimed_by` = NULL, `version` = max(`version` + 1, excluded.`version`),
		`due_since` = CASE WHEN `state` = 'pending' THEN `due_since` ELSE excluded.`due_since` END, `changed_at` = excluded.`changed_at`;
	INSERT INTO `warehouse_dues` (`kind`, `key`, `owner`, `state`, `urgency`, `version`, `due_since`, `changed_at`)
	SELECT 'player', 'player:' || s.`player`, s.`player`, 'pending', 1, CAST(unixepoch('subsec') * 1000 AS INTEGER), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), strftime('%Y-%m-%dT%H:%M:%fZ', 'now') FROM `swings` s
	WHERE s.`id` = NEW.`swing` AND s.`player` IS NOT NULL
	ON CONFLICT (`key`) DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `warehouse_hears_of_players` AFTER UPDATE OF `name`, `handedness`, `height_cm`, `handicap`, `goals`, `limitations`, `usual_miss`, `is_minor`, `shares_since`, `guardian_agreed_at` ON `players`
BEGIN
	UPDATE `warehouse_dues` SET `state` = 'pending', `attempts` = 0, `claimed_by` = NULL, `version` = max(`version` + 1, CAST(unixepoch('subsec') * 1000 AS INTEGER)),
		`due_since` = CASE WHEN `state` = 'pending' THEN `due_since` ELSE strftime('%Y-%m-%dT%H:%M:%fZ', 'now') END, `changed_at` = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE `key` = 'player:' || NEW.`id`;
END;
--> statement-breakpoint
CREATE TRIGGER `warehouse_hears_of_accounts` AFTER INSERT ON `accounts`
BEGIN
	UPDATE `warehouse_dues` SET `state` = 'pending', `attempts` = 0, `claimed_by` = NULL, `version` = max(`version` + 1, CAST(unixepoch('subsec') * 1000 AS INTEGER)),
		`due_since` = CASE WHEN `state` = 'pending' THEN `due_since` ELSE strftime('%Y-%m-%dT%H:%M:%fZ', 'now') END, `changed_at` = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE `key` = 'player:' || NEW.`player`;
END;
--> statement-breakpoint
CREATE TRIGGER `warehouse_hears_of_addresses` AFTER UPDATE OF `email` ON `accounts`
BEGIN
	UPDATE `warehouse_dues` SET `state` = 'pending', `attempts` = 0, `claimed_by` = NULL, `version` = max(`version` + 1, CAST(unixepoch('subsec') * 1000 AS INTEGER)),
		`due_since` = CASE WHEN `state` = 'pending' THEN `due_since` ELSE strftime('%Y-%m-%dT%H:%M:%fZ', 'now') END, `changed_at` = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE `key` = 'player:' || NEW.`player`;
END;
--> statement-breakpoint
-- What is there already: every swing that has a report.
INSERT INTO `warehouse_dues` (`kind`, `key`, `swing`, `state`, `urgency`, `version`, `due_since`, `changed_at`)
SELECT 'swing', 'swing:' || `swing`, `swing`, CASE max(`state` = 'withheld') WHEN 1 THEN 'withheld' ELSE 'pending' END, 0,
	CAST(unixepoch('subsec') * 1000 AS INTEGER), max(`created_at`), max(`created_at`)
FROM `outbox` WHERE `kind` = 'revision-stored' AND `swing` IN (SELECT `id` FROM `swings` WHERE `deleted_at` IS NULL) GROUP BY `swing`;
