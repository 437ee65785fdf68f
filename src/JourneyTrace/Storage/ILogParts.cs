namespace JourneyTrace.Storage;

/// <summary>
/// The parts that the log lies in, of all tenants: one for each month, with the events of the cases that were first heard of in it. Old parts can be
/// archived: their events take less room and are read as before, only slower, and what comes late for their cases is taken as ever.
/// </summary>
public interface ILogParts
{
    /// <summary>Opens the parts of this month and the next, where they are not there. As long as they are not, new cases go to the newest that is.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached, or is too busy; it may be tried again.</exception>
    Task OpenAsync(CancellationToken stop);

    /// <summary>All parts, the oldest first.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    Task<IReadOnlyList<LogPart>> AllAsync(CancellationToken stop);

    /// <summary>Archives what a part holds now, in one transaction; says how many events that were.</summary>
    /// <param name="part">One that is over.</param>
    /// <exception cref="ArchivingException">The part cannot be archived now; the message says why.</exception>
    /// <exception cref="StoreUnavailableException">The database cannot be reached, or is too busy: nothing was archived.</exception>
    Task<long> ArchiveAsync(LogPart part, CancellationToken stop);
}

/// <summary>A part of the log.</summary>
/// <param name="Number">Months since the year 0; 0 for what was there before there were parts, and the organisation's events.</param>
/// <param name="ArchivedAt">When it was archived last, UTC; null where it never was.</param>
/// <param name="Events">How many events it holds that are not archived, as the database estimates.</param>
/// <param name="Bytes">How much room these and their keys take.</param>
/// <param name="ArchivedEvents">How many were archived.</param>
/// <param name="IsOver">Whether its month is over.</param>
public sealed record LogPart(int Number, DateTime OpenedAt, DateTime? ArchivedAt, long Events, long Bytes, long ArchivedEvents, bool IsOver)
{
    /// <summary>Its month, such as 2026-11, or <c>before</c>.</summary>
    public string Name => Number == 0 ? "before" : FormattableString.Invariant($"{Number / 12:0000}-{Number % 12 + 1:00}");
}

/// <summary>A part of the log cannot be archived now.</summary>
public sealed class ArchivingException(string message) : Exception(message);
