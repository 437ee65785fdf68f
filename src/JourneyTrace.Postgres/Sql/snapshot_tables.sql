-- Temporary tables of the same names come first on the search path: the same questions find them.
create temporary table journeys (like journeytrace.journeys) on commit drop;
create temporary table promises (like journeytrace.promises) on commit drop;
create temporary table steps (like journeytrace.steps) on commit drop;
create temporary table complaints (like journeytrace.complaints) on commit drop;
create temporary table effects (like journeytrace.effects) on commit drop;
create temporary table handoffs (like journeytrace.handoffs) on commit drop;
