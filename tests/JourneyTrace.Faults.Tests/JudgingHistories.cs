namespace JourneyTrace.Faults.Tests;

/// <summary>Who judges histories finds each kind of what may not be, and nothing in what may.</summary>
public sealed class JudgingHistories
{
    // Two writers, one case; all of it acknowledged but the last.
    static readonly string[] Sent = ["w0-0", "w0-1", "w1-0", "w1-1", "w1-2"];

    [Fact]
    public void Nothing_is_found_in_what_may_be()
    {
        var history = Told();
        history.Read("c", ["w0-0"], ["w0-0"]);
        history.Read("c", ["w0-0", "w1-0"], ["w0-0", "w1-0", "w1-1"]);
        history.Follow(["w0-0", "w1-0", "w0-1", "w1-1"]);
        Assert.Empty(history.Judge(["w0-0", "w1-0", "w0-1", "w1-1"]));
    }

    [Theory]
    [InlineData("is lost", "w0-0 w1-0 w0-1", "w0-0 w1-0 w0-1")]
    [InlineData("was skipped", "w0-0 w1-0 w0-1 w1-1", "w0-0 w1-0 w1-1")]
    [InlineData("was skipped", "w0-0 w1-0 w0-1 w1-1", "w1-0 w0-0 w0-1 w1-1")]
    [InlineData("is stored 2 times", "w0-0 w1-0 w0-1 w1-1 w0-0", "w0-0 w1-0 w0-1 w1-1 w0-0")]
    [InlineData("was never sent", "w0-0 w1-0 w0-1 w1-1 w7-7", "w0-0 w1-0 w0-1 w1-1 w7-7")]
    [InlineData("stands in another order", "w0-1 w0-0 w1-0 w1-1", "w0-1 w0-0 w1-0 w1-1")]
    [InlineData("and is gone", "w0-0 w1-0 w0-1 w1-1", "w0-0 w1-0 w0-1 w1-1", "w0-0 w1-2")]
    [InlineData("behind what stands behind it", "w0-0 w1-0 w0-1 w1-1", "w0-0 w1-0 w0-1 w1-1", "w1-0 w0-0")]
    [InlineData("has it not", "w0-0 w1-0 w0-1 w1-1", "w0-0 w1-0 w0-1 w1-1", "w1-0", "w0-0")]
    [InlineData("is twice in", "w0-0 w1-0 w0-1 w1-1", "w0-0 w1-0 w0-1 w1-1", "w0-0 w0-0")]
    public void What_may_not_be_is_found(string anomaly, string log, string followed, string read = "", string acknowledgedBefore = "")
    {
        var history = Told();
        if (read.Length > 0)
            history.Read("c", Ids(acknowledgedBefore), Ids(read));
        history.Follow(Ids(followed));
        Assert.Contains(history.Judge([.. Ids(log)]), found => found.Contains(anomaly, StringComparison.Ordinal));
    }

    static History Told()
    {
        var history = new History();
        foreach (var id in Sent)
            history.Try(id, "c", id[1] - '0', id[3] - '0');
        foreach (var id in Sent[..^1])
            history.Acknowledge(id);
        return history;
    }

    static string[] Ids(string ids) => ids.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
