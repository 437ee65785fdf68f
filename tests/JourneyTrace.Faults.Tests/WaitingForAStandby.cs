using JourneyTrace.Events;
using JourneyTrace.Postgres;
using JourneyTrace.Storage;
using JourneyTrace.Testing;
using Npgsql;

namespace JourneyTrace.Faults.Tests;

/// <summary>
/// A session that waits for the standby is ended, or its statement cancelled: what it wrote is on the primary alone, where it is found when it is asked for again. That is no answer
/// before the standby has it, too.
/// </summary>
[Trait("Category", "Fault")]
public sealed class WaitingForAStandby : IAsyncLifetime
{
    const string Ended = "pg_terminate_backend";
    const string Cancelled = "pg_cancel_backend";

    PostgresCluster _first = null!;
    PostgresReplica _standby = null!;
    PostgresStore _store = null!;
    TenantDatabase _tenant = null!;
    string _database = "";

    static CancellationToken Stop => CancellationToken.None;

    public async ValueTask InitializeAsync()
    {
        _first = await PostgresCluster.StartAsync();
        _database = await _first.NewDatabaseAsync();
        _store = new PostgresStore(_database);
        await _store.MigrateAsync(Stop);
        _tenant = await _store.TenantAsync("default", Stop);
        _standby = await Standbys.OfAsync(_first.Server);
        await _tenant.Log.AppendAsync([Told.PromiseMade("before", "c")], Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _standby.DisposeAsync();
        await _first.DisposeAsync();
    }

    [Theory]
    [InlineData(Ended, false)]
    [InlineData(Ended, true)]
    [InlineData(Cancelled, false)]
    [InlineData(Cancelled, true)]
    public async Task An_event_is_acknowledged_when_the_standby_has_it(string how, bool dies)
    {
        var (log, told) = (_tenant.Log, Told.PromiseMade("told", "c"));
        await PostgresCluster.SignalAsync(_standby.Folder, "STOP", "walreceiver");
        var sent = log.AppendAsync([told], Stop);
        await NoMoreWaitingAsync(how);
        while (await log.FindAsync(told.Source, told.Id, Stop) is null)
            await Task.Delay(20);
        var again = log.AppendAsync([told], Stop);
        await Task.Delay(2000);
        Assert.False(sent.IsCompletedSuccessfully || again.IsCompletedSuccessfully, "Acknowledged, and the standby does not have it");
        if (dies)
            await PostgresCluster.KillAllAsync(await Standbys.FolderOfAsync(_first.Server));
        await PostgresCluster.SignalAsync(_standby.Folder, "CONT", "walreceiver");
        // Who was cancelled was told at once to come again; who was ended looked again by himself.
        if (dies || how == Cancelled)
            await Assert.ThrowsAsync<StoreUnavailableException>(() => sent);
        else
            Assert.Equal(AppendOutcome.Duplicate, (await sent)[0].Outcome);
        if (dies)
            await Assert.ThrowsAsync<StoreUnavailableException>(() => again);
        else
            Assert.Equal(AppendOutcome.Duplicate, (await again)[0].Outcome);
        await _standby.PromoteAsync();
        await Standbys.SetAsync(_standby.Server, "synchronous_standby_names", "");
        await using var after = new PostgresStore(_standby.Of(_database));
        var promoted = (await after.TenantAsync("default", Stop)).Log;
        Assert.True(dies || await promoted.FindAsync(told.Source, told.Id, Stop) is not null, "Acknowledged and lost");
        await promoted.AppendAsync([told], Stop);
        Assert.Equal(2, await promoted.CountCaseAsync("c", Stop));
    }

    [Theory]
    [InlineData(Ended)]
    [InlineData(Cancelled)]
    public async Task A_customer_is_forgotten_when_the_standby_has_forgotten_too(string how)
    {
        var personal = _tenant.Personal;
        await personal.KeysOfAsync([new WantedKey("c", "cu-1", new byte[32])], Stop);
        await PostgresCluster.SignalAsync(_standby.Folder, "STOP", "walreceiver");
        var asked = personal.ForgetCustomerAsync("cu-1", Stop);
        await NoMoreWaitingAsync(how);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => asked);
        var again = personal.ForgetCustomerAsync("cu-1", Stop);
        await Task.Delay(2000);
        Assert.False(again.IsCompleted, "Told to be forgotten, and the standby still knows");
        await PostgresCluster.SignalAsync(_standby.Folder, "CONT", "walreceiver");
        Assert.Equal(0, (await again).Keys);
    }

    /// <summary>Of dead letters, which are written anew each time.</summary>
    [Fact]
    public async Task A_dead_letter_is_acknowledged_when_the_standby_has_it()
    {
        var letter = new NewDeadLetter("here", "text/plain", new Refusal("malformed", "", "It is no event"), null, null, "x"u8.ToArray());
        await PostgresCluster.SignalAsync(_standby.Folder, "STOP", "walreceiver");
        var kept = _tenant.DeadLetters.KeepAsync([letter], Stop);
        await NoMoreWaitingAsync(Cancelled);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => kept);
        await PostgresCluster.SignalAsync(_standby.Folder, "CONT", "walreceiver");
        await _tenant.DeadLetters.KeepAsync([letter], Stop);
        Assert.Equal(2, Assert.Single(await _tenant.DeadLetters.ReadAsync(0, 10, false, Stop)).Seen);
    }

    /// <summary>Ends the session that waits for the standby, or cancels what it does.</summary>
    async Task NoMoreWaitingAsync(string how)
    {
        await using var source = NpgsqlDataSource.Create(_first.Server.ConnectionString);
        await using var end = source.CreateCommand($"select {how}(pid) from pg_stat_activity where wait_event = 'SyncRep'");
        while (await end.ExecuteScalarAsync() is null)
            await Task.Delay(20);
    }
}
