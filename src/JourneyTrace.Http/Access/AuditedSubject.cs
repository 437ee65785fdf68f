namespace JourneyTrace.Http.Access;

/// <summary>Whose data a request was about, where its address does not say so: noted beside it.</summary>
/// <param name="Pseudonym">A pseudonym, or the name of a case.</param>
public sealed record AuditedSubject(string Pseudonym);

/// <summary>An operation that is not noted: what it did stands elsewhere.</summary>
public sealed class NotAudited;
