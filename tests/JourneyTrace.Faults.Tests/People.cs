using System.Text;
using JourneyTrace.Personal;
using JourneyTrace.Postgres;
using JourneyTrace.Storage;

namespace JourneyTrace.Faults.Tests;

/// <summary>What is kept apart from the log is there for every event that is: nothing that fails between the two takes a name.</summary>
static class People
{
    /// <summary>Who sent it, in an event's data.</summary>
    public static string Of(string id) => $"\"person\":\"seller {id}\"";

    /// <summary>Events of the log whose person cannot be read.</summary>
    public static async Task<IReadOnlyList<string>> MissingAsync(TenantDatabase tenant, CancellationToken stop)
    {
        var (missing, vault) = (new List<string>(), new PersonalVault(tenant.Personal, null));
        for (var mark = default(LogMark); ;)
        {
            var slice = await tenant.Log.ReadAsync(mark, 500, stop);
            if (slice.Events.Count == 0)
                return missing;
            var values = await vault.OfCasesAsync([.. slice.Events.Select(e => e.Subject).Distinct(StringComparer.Ordinal)], stop);
            missing.AddRange(slice.Events.Where(e => !Encoding.UTF8.GetString(values.Unveil(e).Data).Contains(Of(e.Id), StringComparison.Ordinal)).Select(e => $"The person of {e.Id} cannot be read"));
            mark = slice.End;
        }
    }
}
