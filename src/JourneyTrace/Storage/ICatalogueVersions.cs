namespace JourneyTrace.Storage;

/// <summary>The catalogue of one tenant, every version kept.</summary>
public interface ICatalogueVersions
{
    /// <summary>The newest version; version 0 with an empty object where none was put.</summary>
    Task<CatalogueVersion> CurrentAsync(CancellationToken stop);

    /// <summary>One version, or null.</summary>
    Task<CatalogueVersion?> FindAsync(int version, CancellationToken stop);

    /// <summary>
    /// Stores a new version. Null where <paramref name="expected"/> is given and is not the newest version: somebody else
    /// was quicker.
    /// </summary>
    Task<CatalogueVersion?> PutAsync(string body, int? expected, CancellationToken stop);
}

/// <summary>A version of the catalogue.</summary>
/// <param name="Version">1, 2, 3 …; 0 for none yet.</param>
/// <param name="PutAt">When it was put, UTC.</param>
/// <param name="Body">JSON.</param>
public sealed record CatalogueVersion(int Version, DateTime PutAt, string Body);
