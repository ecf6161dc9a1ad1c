CREATE TRIGGER `reports_are_final` BEFORE UPDATE ON `reports`
BEGIN
	SELECT RAISE(ABORT, 'a stored report never changes; store a new revision');
END;
