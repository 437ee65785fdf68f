using System.Text.Json;
using JourneyTrace.Catalogues;
using JourneyTrace.Events;
using JourneyTrace.Journeys;
using JourneyTrace.Practices;

namespace JourneyTrace.Storage;

/// <summary>
/// What every case is judged by: the catalogue and the organisation's decisions, as they are now. Kept until there is
/// something newer in the store; safe to share between threads.
/// </summary>
public sealed class Knowledge(IEventLog log, ICatalogueVersions versions)
{
    volatile Known _known = new(-1, default, Catalogue.Empty, 0, Organisation.Empty, []);

    /// <summary>As it stands at this moment: never older than what was committed before the call.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be reached.</exception>
    public async Task<Known> CurrentAsync(CancellationToken stop)
    {
        var known = _known;
        var version = await versions.CurrentAsync(stop);
        if (version.Version != known.Version)
        {
            var json = JsonDocument.Parse(version.Body).RootElement;
            known = known with { Version = version.Version, Json = json, Catalogue = Read(json) };
        }
        var decisions = await log.CountCaseAsync(Vocabulary.Organisation, stop);
        if (decisions != known.OrganisationEvents)
        {
            var events = await log.ReadCaseAsync(Vocabulary.Organisation, stop);
            var told = events.Select(e => e.ToCaseEvent()).ToList();
            known = known with { OrganisationEvents = events.Count, Organisation = new Organisation(told), Told = told };
        }
        return _known = known;
    }

    /// <summary>The catalogue of a version, as JSON; an empty object where there is none.</summary>
    public async Task<JsonElement> CatalogueAsync(int version, CancellationToken stop) =>
        JsonDocument.Parse((await versions.FindAsync(version, stop))?.Body ?? "{}").RootElement;

    static Catalogue Read(JsonElement json) => CatalogueReader.Read(json).Catalogue
        ?? throw new InvalidOperationException("The stored catalogue is not understood");
}

/// <summary>The catalogue and the organisation at one moment.</summary>
/// <param name="Version">Of the catalogue; 0 for none.</param>
/// <param name="Json">The catalogue as it was put.</param>
/// <param name="Told">The organisation's events.</param>
public sealed record Known(
    int Version, JsonElement Json, Catalogue Catalogue, long OrganisationEvents, Organisation Organisation, IReadOnlyList<CaseEvent> Told)
{
    /// <summary>What the organisation says of its own ways, as it stood at a moment and as it was known at another.</summary>
    public Practice PracticeAt(DateTime asOf, DateTime? asKnownAt) => new(Told, asOf, asKnownAt);
}
