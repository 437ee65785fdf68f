using JourneyTrace.Events;

namespace JourneyTrace.Storage;

/// <summary>What was rejected, byte for byte, until it is mended or retried. Of one tenant.</summary>
public interface IDeadLetters
{
    /// <summary>Keeps what was rejected; the same bytes again are counted, not kept twice. Returns when it has committed.</summary>
    /// <exception cref="StoreUnavailableException">Nothing was kept, or it is not known.</exception>
    Task KeepAsync(IReadOnlyList<NewDeadLetter> letters, CancellationToken stop);

    /// <summary>Those with a number above <paramref name="after"/>, by number; resolved ones only where asked for.</summary>
    Task<IReadOnlyList<DeadLetter>> ReadAsync(long after, int limit, bool resolved, CancellationToken stop);

    /// <summary>The one with that number, or null.</summary>
    Task<DeadLetter?> FindAsync(long number, CancellationToken stop);

    /// <summary>The latest that claimed this source and id, or null.</summary>
    Task<DeadLetter?> FindAsync(string source, string id, CancellationToken stop);

    /// <summary>Marks it as mended or taken after all.</summary>
    Task ResolveAsync(long number, CancellationToken stop);

    /// <summary>Destroys what they hold: when and why they were rejected stays.</summary>
    Task EraseAsync(IReadOnlyList<long> numbers, CancellationToken stop);
}

/// <summary>Something rejected.</summary>
/// <param name="Origin">The way it came in: <c>http</c>, or the file's name with line and column.</param>
/// <param name="ContentType">What it was said to be.</param>
/// <param name="Source">The source it claimed, where that could be read.</param>
/// <param name="Id">The id it claimed, where that could be read.</param>
/// <param name="Body">As it came.</param>
public sealed record NewDeadLetter(
    string Origin, string ContentType, Refusal Refusal, string? Source, string? Id, ReadOnlyMemory<byte> Body)
{
    /// <summary>128 bits that tell whether the same came before.</summary>
    public Guid Hash { get; init; } = new(System.Security.Cryptography.SHA256.HashData(Body.Span).AsSpan(0, 16));
}

/// <summary>A dead letter as it is kept.</summary>
public sealed record DeadLetter(
    long Number, string Origin, string ContentType, Refusal Refusal, string? Source, string? Id, byte[] Body,
    DateTime ReceivedAt, DateTime LastSeenAt, int Seen, DateTime? ResolvedAt)
{
    /// <summary>Whether what it held was destroyed.</summary>
    public bool Forgotten { get; init; }
}
