-- A withdrawn consent takes back what this bay told, and who the player is unless that was told again since: no version of
-- it that this bay has told is above that of the erasure.
DROP TRIGGER `warehouse_owes_erasures`;
--> statement-breakpoint
CREATE TRIGGER `warehouse_owes_erasures` AFTER INSERT ON `outbox` WHEN NEW.`urgency` = -1
BEGIN
	INSERT INTO `warehouse_dues` (`kind`, `key`, `swing`, `swings`, `owner`, `state`, `urgency`, `version`, `due_since`, `changed_at`)
	SELECT 'erasure', NEW.`key` || ':' || whose.`value`, NEW.`swing`, json_extract(NEW.`payload`, '$.swings'), whose.`value`, 'pending', -1,
		max(CAST(unixepoch('subsec') * 1000 AS INTEGER), coalesce((SELECT `version` FROM `warehouse_dues` WHERE `key` = 'player:' || whose.`value`), 0)),
		strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
	FROM json_each(NEW.`payload`, '$.owners') AS whose WHERE true ON CONFLICT (`key`) DO NOTHING;
END;
--> statement-breakpoint
-- What is owed already: of its swings the entry of the outbox knows.
UPDATE `warehouse_dues` SET
	`swings` = (SELECT json_extract(o.`payload`, '$.swings') FROM `outbox` o 
		WHERE o.`key` = substr(`warehouse_dues`.`key`, 1, length(`warehouse_dues`.`key`) - length(`warehouse_dues`.`owner`) - 1)),
	`version` = max(`version`, coalesce((SELECT p.`version` FROM `warehouse_dues` p WHERE p.`key` = 'player:' || `warehouse_dues`.`owner`), 0))
WHERE `kind` = 'erasure' AND `key` LIKE 'consent-withdrawn:%';
