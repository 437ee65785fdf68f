namespace JourneyTrace.Client;

/// <summary>A part of the log, of all tenants: a month's new cases, with all of their events.</summary>
/// <param name="Name">Its month, such as 2026-11, or <c>before</c>.</param>
/// <param name="Events">How many events it holds that are not archived, as the database estimates.</param>
/// <param name="Bytes">How much room these and their keys take.</param>
/// <param name="ArchivedEvents">How many were archived.</param>
/// <param name="ArchivedAt">When it was archived last.</param>
public sealed record LogPartItem(string Name, DateTime OpenedAt, long Events, long Bytes, long ArchivedEvents, DateTime? ArchivedAt);

/// <summary>All parts, the oldest first.</summary>
public sealed record LogPartList(IReadOnlyList<LogPartItem> Items);

/// <summary>What was archived.</summary>
/// <param name="Events">How many events were moved.</param>
public sealed record Archived(string Name, long Events);
