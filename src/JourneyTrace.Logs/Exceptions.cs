namespace JourneyTrace.Logs;

/// <summary>A mapping that is not understood; the message names the entry and the fix.</summary>
public sealed class MappingException(string message) : Exception(message);

/// <summary>A log that cannot be read; the message names the file and the place.</summary>
public sealed class LogFormatException(string message) : Exception(message);
