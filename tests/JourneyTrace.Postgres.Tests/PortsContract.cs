using JourneyTrace.Events;
using JourneyTrace.Storage;
using JourneyTrace.Testing;

namespace JourneyTrace.Postgres.Tests;

/// <summary>What dead letters and the catalogue's versions promise, on every store.</summary>
public abstract class PortsContract
{
    static readonly CancellationToken Stop = CancellationToken.None;

    protected abstract Task<PostgresCluster> Server { get; }

    [Fact]
    public async Task Dead_letters_are_kept_byte_for_byte_and_once()
    {
        await using var database = await Database.NewAsync(await Server);
        var letters = database.Tenant.DeadLetters;
        byte[] body = [0, 255, 10, .. "żółw"u8];
        var letter = Letter("e1", body);
        await letters.KeepAsync([letter, Letter("e2", [1])], Stop);
        await letters.KeepAsync([letter], Stop);
        await letters.KeepAsync([], Stop);

        var all = await letters.ReadAsync(0, 10, resolved: false, Stop);
        Assert.Equal(["e1", "e2"], all.Select(l => l.Id!).Order(StringComparer.Ordinal));
        var kept = all.Single(l => l.Id == "e1");
        Assert.Equal((2, 1), (kept.Seen, all.Single(l => l.Id == "e2").Seen));
        Assert.Equal(body, kept.Body);
        Assert.Equal(("missing_field", "/data/handoff"), (kept.Refusal.Code, kept.Refusal.Pointer));
        Assert.Equal(all[1].Number, Assert.Single(await letters.ReadAsync(all[0].Number, 10, resolved: false, Stop)).Number);
        Assert.Single(await letters.ReadAsync(0, 1, resolved: false, Stop));
        Assert.Equal(kept.Number, (await letters.FindAsync("/test", "e1", Stop))!.Number);
        Assert.Null(await letters.FindAsync("/test", "nothing", Stop));
        Assert.Null(await letters.FindAsync(long.MaxValue, Stop));
    }

    [Fact]
    public async Task A_resolved_dead_letter_is_listed_only_where_asked_for()
    {
        await using var database = await Database.NewAsync(await Server);
        var letters = database.Tenant.DeadLetters;
        await letters.KeepAsync([Letter("e1", [1])], Stop);
        var number = (await letters.ReadAsync(0, 10, resolved: false, Stop))[0].Number;
        await letters.ResolveAsync(number, Stop);
        Assert.Empty(await letters.ReadAsync(0, 10, resolved: false, Stop));
        Assert.NotNull(Assert.Single(await letters.ReadAsync(0, 10, resolved: true, Stop)).ResolvedAt);
        Assert.NotNull((await letters.FindAsync(number, Stop))!.ResolvedAt);
    }

    [Fact]
    public async Task A_version_of_the_catalogue_stays_as_it_was_put()
    {
        await using var database = await Database.NewAsync(await Server);
        var versions = database.Tenant.Catalogue;
        Assert.Equal((0, "{}"), ((await versions.CurrentAsync(Stop)).Version, (await versions.CurrentAsync(Stop)).Body));
        Assert.Equal(1, (await versions.PutAsync("""{"links":{}}""", 0, Stop))!.Version);
        Assert.Null(await versions.PutAsync("{}", 0, Stop));
        Assert.Equal(2, (await versions.PutAsync("""{"terms":[]}""", 1, Stop))!.Version);
        Assert.Equal("""{"links":{}}""", (await versions.FindAsync(1, Stop))!.Body);
        Assert.Null(await versions.FindAsync(3, Stop));
        Assert.Null(await versions.FindAsync(-1, Stop));
    }

    [Fact]
    public async Task Racing_puts_that_name_no_version_all_come_in()
    {
        await using var database = await Database.NewAsync(await Server);
        var versions = database.Tenant.Catalogue;
        var put = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => versions.PutAsync("{}", null, Stop))));
        Assert.Equal(Enumerable.Range(1, 12), put.Select(version => version!.Version).Order());
    }

    static NewDeadLetter Letter(string id, byte[] body) =>
        new("http", "application/json", new Refusal("missing_field", "/data/handoff", "Needs data.handoff"), "/test", id, body);
}

public sealed class Ports_on_the_installed_programs(Servers servers) : PortsContract
{
    protected override Task<PostgresCluster> Server => servers.Installed;
}

public sealed class Ports_on_the_programs_of_npm(Servers servers) : PortsContract
{
    protected override Task<PostgresCluster> Server => servers.Npm;
}
