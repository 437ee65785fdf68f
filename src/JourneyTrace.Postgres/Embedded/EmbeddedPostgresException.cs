namespace JourneyTrace.Postgres.Embedded;

/// <summary>The embedded server cannot run; the message says what to do.</summary>
public sealed class EmbeddedPostgresException(string message) : Exception(message);
