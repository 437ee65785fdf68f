using System.Net.Http.Json;
using System.Text.Json;
using JourneyTrace.Client;
using JourneyTrace.Testing;

namespace JourneyTrace.Server.Tests;

/// <summary>What each filter leaves of each report, on five cases that can be counted by hand.</summary>
public sealed class FiltersOfReports(AllInOne shape) : Telling(shape, "{}"), IClassFixture<AllInOne>
{
    static CancellationToken Stop => CancellationToken.None;

    string Office => "office-" + Kind;

    string Course => "course-" + Kind;

    /// <summary>Broken by an untrained office; kept although it was untrained; broken by an absent kitchen; kept; broken at an office on a course.</summary>
    async Task FiveCasesAsync()
    {
        Decide(Course, "depot-" + Kind, 0, 3, null);
        foreach (var i in Enumerable.Range(0, 5))
            Open(Case(i), $$"""{"id":"{{Kind}}-c{{i}}","segment":"{{(i < 2 ? "gold" : "silver")}}","value":10}""");
        Late(0, Office, "untrained");
        Late(1, Office, "untrained", late: false);
        Late(2, "kitchen", "absence");
        Late(3, "kitchen", "defect", late: false);
        Late(4, "depot-" + Kind, null);
        await PostedAsync();
    }

    [Fact]
    public async Task What_stood_in_the_way_is_served_whether_it_broke_the_promise_or_not()
    {
        await FiveCasesAsync();
        var causes = (await AskAsync<HotspotsAnswer>("v1/hotspots?by=cause")).Items.ToDictionary(i => i.Key, StringComparer.Ordinal);
        Assert.Equal((2, 1, 0.5), (causes["untrained"].Served, causes["untrained"].Broken, causes["untrained"].Rate));
        Assert.Equal((1, 0, 0.0), (causes["defect"].Served, causes["defect"].Broken, causes["defect"].Rate));
        var elements = (await AskAsync<HotspotsAnswer>("v1/hotspots?by=element")).Items.ToDictionary(i => i.Key, StringComparer.Ordinal);
        Assert.Equal((2, 1), (elements["competences"].Served, elements["competences"].Broken));
        var decision = Assert.Single((await AskAsync<HotspotsAnswer>("v1/hotspots?by=decision")).Items);
        Assert.Equal((Course, 1L), (decision.Key, decision.Served));
    }

    /// <summary>One of them is charged; both stood in the way.</summary>
    [Fact]
    public async Task Two_decisions_at_once_both_had_a_part()
    {
        Decide("freeze-" + Kind, Office, 0, 10, null);
        Decide("course-" + Kind, Office, 0, 8, null);
        Late(0, Office, "untrained", late: false);
        Late(1, Office, null);
        await PostedAsync();
        var decisions = (await AskAsync<HotspotsAnswer>("v1/hotspots?by=decision")).Items;
        Assert.Equal([("course-" + Kind, 2L), ("freeze-" + Kind, 2L)], decisions.Select(d => (d.Key, d.Served)).Order());
        Assert.Equal(2, (await AskAsync<HotspotsAnswer>("v1/hotspots?decision=course-" + Kind)).Promises);
        Assert.Equal(2, (await AskAsync<HotspotsAnswer>("v1/hotspots?cause=untrained&decision=freeze-" + Kind)).Promises + 1);
    }

    [Fact]
    public async Task Each_filter_leaves_the_same_cases_in_each_report()
    {
        await FiveCasesAsync();
        string Arrow(string to) => Uri.EscapeDataString("desk → " + to);
        (string Filter, int Promises, string[] To, int Handoffs, int Findings)[] filters =
        [
            ("", 5, [Office, "kitchen", "depot-" + Kind], 5, 3),
            ("link=" + Office, 2, [Office], 2, 1),
            ("cause=untrained", 2, [Office], 2, 1),
            ("element=competences", 2, [Office], 2, 1),
            ("element=work-tools", 1, ["kitchen"], 1, 0),
            ("handoff=" + Arrow("kitchen"), 2, ["kitchen"], 2, 1),
            ("handoff=" + Arrow("nobody"), 0, [], 0, 0),
            ("decision=" + Course, 1, ["depot-" + Kind], 1, 1),
            ("segment=gold", 2, [Office], 2, 1),
            ("promise=p", 5, [Office, "kitchen", "depot-" + Kind], 5, 3),
            ("promise=q", 0, [], 0, 0),
            ("cause=untrained&link=kitchen", 0, [], 0, 0),
            ("from=" + At(5), 0, [], 0, 0),
            ("to=" + At(5), 5, [Office, "kitchen", "depot-" + Kind], 5, 3),
        ];
        foreach (var (filter, promises, to, handoffs, findings) in filters)
        {
            Assert.Equal((filter, promises), (filter, (int)(await AskAsync<HotspotsAnswer>("v1/hotspots?" + filter)).Promises));
            Assert.Equal((filter, promises), (filter, (await AskAsync<JsonElement>("v1/promises?" + filter)).GetProperty("items").GetArrayLength()));
            Assert.Equal((filter, promises), (filter, (int)(await AskAsync<TrendAnswer>("v1/trend?" + filter)).Items.Sum(i => i.Promises)));
            var pairs = (await AskAsync<HandoffsAnswer>("v1/handoffs?" + filter)).Items;
            Assert.Equal((filter, handoffs), (filter, (int)pairs.Sum(p => p.Count)));
            Assert.Equal(to.Order(StringComparer.Ordinal), pairs.Select(p => p.To).Order(StringComparer.Ordinal));
            var map = await AskAsync<MapAnswer>("v1/map?" + filter);
            Assert.Equal((filter, handoffs), (filter, (int)map.Arrows.Sum(a => a.Count)));
            var links = (await AskAsync<LinksAnswer>("v1/links?" + filter)).Items;
            Assert.Equal((filter, handoffs), (filter, (int)links.Sum(l => l.Handoffs)));
            Assert.Equal(filter.StartsWith("link", StringComparison.Ordinal) ? to : to.Append("desk").Where(_ => to.Length > 0), links.Select(l => l.Link).OrderBy(l => Array.IndexOf(to, l) is var at && at < 0 ? 9 : at));
            var found = (await AskAsync<FindingsAnswer>("v1/findings?type=promise-broken&open=true&" + filter)).Items;
            Assert.Equal((filter, findings), (filter, found.Count));
            Assert.Equal((filter, handoffs), (filter, (int)(await AskAsync<FlowAnswer>("v1/flow?" + filter)).Items.Sum(f => f.Cases)));
        }
    }

    [Fact]
    public async Task Terms_are_learned_from_what_is_asked_about()
    {
        for (var i = 0; i < 12; i++)
            Late(i, i % 2 == 0 ? "kitchen" : "bar", "defect", late: false);
        await PostedAsync();
        var all = await AskAsync<SuggestedTerms>("v1/catalogue/suggest-terms");
        Assert.Equal(["bar", "kitchen"], all.Items.Select(t => t.To).Order(StringComparer.Ordinal));
        Assert.Equal("bar", Assert.Single((await AskAsync<SuggestedTerms>("v1/catalogue/suggest-terms?link=bar")).Items).To);
        Assert.Equal("bar", Assert.Single((await AskAsync<SuggestedTerms>("v1/catalogue/suggest-terms?handoff=" + Uri.EscapeDataString("desk → bar"))).Items).To);
        Assert.Contains("delivered wholly", Assert.Single((await AskAsync<SuggestedTerms>("v1/catalogue/suggest-terms?cause=absence")).Missing), StringComparison.Ordinal);
        var page = await AskAsync<SuggestedTerms>("v1/catalogue/suggest-terms?limit=1");
        Assert.Equal(all.Items[1], (await AskAsync<SuggestedTerms>($"v1/catalogue/suggest-terms?limit=1&cursor={page.Next}")).Items.Single());
    }

    [Fact]
    public async Task Two_filters_share_a_third_and_an_empty_side_says_so()
    {
        await FiveCasesAsync();
        var answer = await AskAsync<CompareAnswer>("v1/compare?a=segment%3Dgold&b=segment%3Dsilver");
        Assert.Equal((2, 1, 3, 2), (answer.A.Promises, answer.A.Broken, answer.B.Promises, answer.B.Broken));
        Assert.Empty(answer.Missing);
        var none = await AskAsync<CompareAnswer>("v1/compare?a=segment%3Dgold&b=segment%3Dbronze");
        Assert.Contains("segment=bronze", Assert.Single(none.Missing), StringComparison.Ordinal);
        // What one side says itself goes before what both share.
        var shared = await AskAsync<CompareAnswer>("v1/compare?a=segment%3Dsilver&b=promise%3Dp&segment=gold");
        Assert.Equal((3, 2), (shared.A.Promises, shared.B.Promises));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"v1/compare?a=segment%3Dgold&b=segment%3Dsilver&kind={Kind}");
        request.Headers.Accept.ParseAdd("text/csv");
        var csv = await (await Shape.Http.SendAsync(request, Stop)).Content.ReadAsStringAsync(Stop);
        Assert.StartsWith("of,key,served_a", csv, StringComparison.Ordinal);
        Assert.Contains($"link,{Office},2,1,0.5", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_if_one_hand_off_had_kept_its_term()
    {
        await FiveCasesAsync();
        async Task<WhatIfAnswer> DroppedAsync(string handoff, string more = "")
        {
            var answer = await Shape.Http.PostAsync($"v1/what-if?kind={Kind}{more}", JsonContent.Create(new { drop = new[] { new { handoff } } }));
            return JsonSerializer.Deserialize<WhatIfAnswer>(await answer.Content.ReadAsStringAsync(), Wire.Options)!;
        }
        foreach (var more in new[] { "", "&exact=true" })
        {
            Assert.Equal((3, Case(0)), ((await DroppedAsync("desk → " + Office, more)).Broken, Assert.Single((await DroppedAsync("desk → " + Office, more)).Items).Case));
            Assert.Empty((await DroppedAsync(Office + " → desk", more)).Items);
        }
    }

    [Fact]
    public async Task Shares_trend_state_and_what_is_undetermined()
    {
        var now = DateTime.UtcNow;
        void Sold(int number, int daysAgo, bool late)
        {
            var (name, made) = (Case(number), now.AddDays(-daysAgo));
            void Tell(double hours, string type, string data) => Events.Add(Told.Json($"{name}-{Events.Count}", type, name, made.AddHours(hours), data));
            Tell(0, "case.opened", $$"""{"kind":"{{Kind}}"}""");
            Tell(0, "promise.made", """{"promise":"p","by":"desk","within":"PT4H"}""");
            Tell(0.1, "handoff.requested", $$"""{"handoff":"h","from":"desk","to":"{{(daysAgo > 30 ? "old" : "new")}}","within":"PT1H"}""");
            Tell(0.2, "handoff.accepted", """{"handoff":"h"}""");
            Tell(late ? 20 : 1, "handoff.delivered", """{"handoff":"h"}""");
            Tell(late ? 20 : 1, "promise.kept", """{"promise":"p"}""");
        }
        for (var i = 0; i < 10; i++)
        {
            Sold(i, 45, late: i < 2);
            Sold(10 + i, 10, late: i < 8);
        }
        Late(20, "kitchen", "unknown");
        await PostedAsync();
        var answer = await AskAsync<HotspotsAnswer>("v1/hotspots?by=link");
        Assert.Equal((21, 11, 1), (answer.Promises, answer.Broken, answer.Undetermined));
        var keys = answer.Items.ToDictionary(i => i.Key, StringComparer.Ordinal);
        Assert.Equal(("resolved", "new"), (keys["old"].State, keys["new"].State));
        Assert.Equal((0, 0, 10, 2), (keys["old"].Trend!.Served, keys["old"].Trend!.Broken, keys["old"].Trend!.ServedBefore, keys["old"].Trend!.BrokenBefore));
        Assert.Equal((10, 8, 0, 0), (keys["new"].Trend!.Served, keys["new"].Trend!.Broken, keys["new"].Trend!.ServedBefore, keys["new"].Trend!.BrokenBefore));
        Assert.Equal(1, answer.Items.Sum(i => i.BlameShare), 3);
        Assert.Equal(1, answer.Items[^1].CumulativeShare, 3);
        Assert.All(answer.Items, i => Assert.Equal(i.Blame / answer.Items.Sum(all => all.Blame), i.BlameShare, 3));
        Assert.Equal("new", answer.Items[0].Key);
        Assert.InRange(keys["new"].Blame, 7.5, 8);
        // Page by page, the same rows.
        var (pages, cursor) = (new List<string>(), (string?)null);
        do
        {
            var page = await AskAsync<HotspotsAnswer>("v1/hotspots?by=link&limit=2" + (cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor)));
            pages.AddRange(page.Items.Select(i => i.Key));
            cursor = page.Next;
        }
        while (cursor is not null);
        Assert.Equal(answer.Items.Select(i => i.Key), pages);
    }
}
