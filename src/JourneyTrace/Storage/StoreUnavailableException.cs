namespace JourneyTrace.Storage;

/// <summary>The store cannot be reached, or broke off: the same call may be made again later.</summary>
public sealed class StoreUnavailableException(string message, Exception inner) : Exception(message, inner);
