namespace JourneyTrace.Http.Access;

/// <summary>Whose data a request was about, where its address does not say so: noted beside it.</summary>
/// <param name="Pseudonym">A pseudonym, or the name of a case.</param>
public sealed record AuditedSubject(string Pseudonym);

/// <summary>An operation that is noted although it needs no key.</summary>
public sealed class Audited;

/// <summary>An operation that comes too often to be noted one by one: a minute of one key is noted together.</summary>
public sealed class AuditedTogether;

/// <summary>What became of the events of a request.</summary>
/// <param name="DryRun">Whether nothing was to be stored.</param>
public sealed record AuditedPost(bool DryRun, long Accepted, long Duplicates, long Rejected);
