namespace JourneyTrace.Client;

/// <summary>One request, as the audit log keeps it.</summary>
/// <param name="Caller">The id of the key; empty where none was sent that is known, <c>anybody</c> at an open server.</param>
/// <param name="Name">The key's name then.</param>
/// <param name="Path">What was asked for, with its parameters; cut after 500 characters. Where personal data was exported or forgotten, whose: a pseudonym, or the case.</param>
/// <param name="Status">What was answered: an HTTP status.</param>
public sealed record AuditItem(long Number, DateTime At, string Caller, string Name, string Method, string Path, int Status);
