using JourneyTrace.Columns;
using Npgsql;

namespace JourneyTrace.Postgres.Columns;

/// <summary>Reads the rows of cases into columns.</summary>
sealed class ColumnReader(NpgsqlConnection connection, CaseColumns columns, long[]? cases)
{
    /// <param name="cases">Their numbers; null for all.</param>
    public static async Task ReadAsync(NpgsqlConnection connection, CaseColumns columns, long[]? cases, CancellationToken stop)
    {
        var reader = new ColumnReader(connection, columns, cases);
        await reader.EachAsync("load_journeys", reader.Journey, stop);
        await reader.OfCasesAsync("load_promises", columns.Promises, reader.Promise, (ref c, rows) => c.Promises = rows, stop);
        await reader.OfCasesAsync("load_handoffs", columns.Handoffs, reader.Handoff, (ref c, rows) => c.Handoffs = rows, stop);
        await reader.OfCasesAsync("load_complaints", columns.Complaints, Complaint, (ref c, rows) => c.Complaints = rows, stop);
        await reader.OfCasesAsync("load_effects", columns.Effects, Effect, (ref c, rows) => c.Effects = rows, stop);
        await reader.OfCasesAsync("load_contacts", columns.Contacts, Contact, (ref c, rows) => c.Contacts = rows, stop);
        await reader.OfCasesAsync("load_obstacles", columns.Obstacles, Obstacle, (ref c, rows) => c.Obstacles = rows, stop);
        await reader.OfCasesAsync("load_setbacks", columns.Setbacks, Setback, (ref c, rows) => c.Setbacks = rows, stop);
        await reader.EachAsync("load_steps", reader.Steps, stop);
    }

    delegate void Place(ref CaseFacts facts, Stretch rows);

    async Task EachAsync(string statement, Action<Fields> read, CancellationToken stop)
    {
        await using var command = connection.Statement(statement, Commands.List(cases!, NpgsqlTypes.NpgsqlDbType.Bigint));
        // All of a large log is sorted first.
        command.CommandTimeout = 0;
        await using var rows = await command.ExecuteReaderAsync(stop);
        var fields = new Fields(rows, columns.Names);
        while (await fields.NextAsync(stop))
            read(fields);
    }

    /// <summary>Rows that come case by case. A case that the statement for cases did not give yet is passed over.</summary>
    async Task OfCasesAsync<T>(string statement, Table<T> table, Func<Fields, T> read, Place put, CancellationToken stop)
        where T : struct
    {
        var (number, place, from) = (0L, -1, 0);
        await EachAsync(statement, fields =>
        {
            var own = fields.Long();
            if (own != number)
                (number, place, from) = (own, columns.PlaceOf(own), table.Count);
            var row = read(fields);
            if (place < 0)
                return;
            table.Add(row);
            put(ref columns.Cases[place], new Stretch(from, table.Count - from));
        }, stop);
    }

    void Journey(Fields row)
    {
        var facts = new CaseFacts
        {
            Number = row.Long(),
            Name = row.Text(),
            Kind = row.Name(),
            Segment = row.Name(),
            Customer = row.Name(),
            Value = row.Number(),
            Opened = row.Moment(),
            AsOf = row.Moment(),
            Closed = row.Flag(),
            Lost = row.Flag(),
            LostReason = row.Name(),
            Score = row.Number(),
        };
        if (row.Text() is var status && status != "none")
            (facts.Promised, facts.Status) = (true, Words.Fate(status));
        facts.Written = ulong.Parse(row.Text(), System.Globalization.CultureInfo.InvariantCulture);
        columns.Add(facts);
    }

    PromiseFacts Promise(Fields row)
    {
        var name = row.Text();
        var promise = new PromiseFacts
        {
            Name = columns.Names.Number(name),
            Sort = columns.Names.Number(name.StartsWith("complaint:", StringComparison.Ordinal) ? "complaint" : name),
            MadeBy = row.Name(),
            Channel = row.Name(),
            RootLink = row.Name(),
            RootCause = row.Name(),
            RootDecision = row.Name(),
            Made = row.Moment(),
            Due = row.Moment(),
            Ended = row.Moment(),
            Lateness = row.Number(),
            Fate = Words.Fate(row.Text()),
            Side = Words.Side(row.MaybeText()),
            AtRisk = row.Flag(),
            Links = columns.Numbers.Add(row.NamesOf()),
            Arrows = columns.Numbers.Add(row.NamesOf()),
            Causes = columns.Numbers.Add(row.NamesOf()),
            Decisions = columns.Numbers.Add(row.NamesOf()),
        };
        promise.Shares = Shares(row.NamesOf(), row.NamesOf(), row.NamesOf(), row.NamesOf(), row.List<double>()!, row.List<double>()!);
        return promise;
    }

    Stretch Shares(int[] links, int[] arrows, int[] causes, int[] decisions, double[] parts, double[] excesses)
    {
        var from = columns.Shares.Count;
        for (var i = 0; i < links.Length; i++)
        {
            columns.Shares.Add(new ShareFacts
            {
                Link = links[i], Arrow = At(arrows, i), Cause = causes[i], Decision = At(decisions, i), Part = parts[i], Excess = excesses[i],
            });
        }
        return new Stretch(from, links.Length);
    }

    HandoffFacts Handoff(Fields row)
    {
        var handoff = new HandoffFacts
        {
            Node = row.Name(),
            From = row.Name(),
            To = row.Name(),
            Kind = row.Name(),
            Cause = row.Name(),
            Charged = row.Int(),
            Requested = row.Moment(),
            Accepted = row.Moment(),
            Ended = row.Moment(),
            Taken = row.Number(),
            Allowance = row.Number(),
            Worked = row.Number(),
            Blame = row.Number(),
            Outcome = Words.Outcome(row.Text()),
        };
        var mode = row.Text();
        (handoff.Passes, handoff.Informs) = (mode == "pass", mode == "inform");
        handoff.Promises = columns.Numbers.Add(row.NamesOf());
        return handoff;
    }

    void Steps(Fields row)
    {
        var place = columns.PlaceOf(row.Long());
        var (times, starts) = (row.List<long>()!, row.List<long?>() ?? []);
        var (activities, links, persons, lifecycles) = (row.NamesOf(), row.NamesOf(), row.NamesOf(), row.NamesOf());
        if (place < 0)
            return;
        var from = columns.Steps.Count;
        for (var i = 0; i < times.Length; i++)
        {
            columns.Steps.Add(new StepFacts
            {
                Time = times[i], Started = i < starts.Length ? starts[i] ?? Moments.Never : Moments.Never, Activity = At(activities, i), Link = At(links, i),
                Person = At(persons, i), Lifecycle = At(lifecycles, i),
            });
        }
        columns.Cases[place].Steps = new Stretch(from, times.Length);
    }

    static ComplaintFacts Complaint(Fields row) => new()
    {
        Name = row.Name(), HeardBy = row.Name(), RegisteredBy = row.Name(), ResolvedBy = row.Name(), LastLink = row.Name(), Passed = row.Int(),
        Tries = row.Int(), Voiced = row.Moment(), Registered = row.Moment(), Reached = row.Moment(), Resolved = row.Moment(),
    };

    static EffectFacts Effect(Fields row) => new()
    {
        At = row.Moment(), What = row.Name(), Side = row.Name(), Unit = row.Name(), Link = row.Name(), Decision = row.Name(), Because = row.Name(),
        Amount = row.Number(),
    };

    static ContactFacts Contact(Fields row) => new()
    {
        At = row.Moment(), Channel = row.Name(), Insisted = row.Flag(), Minutes = row.Number(),
    };

    static ObstacleFacts Obstacle(Fields row) => new()
    {
        Link = row.Name(), Handoff = row.Name(), Cause = row.Name(), Decision = row.Name(), Met = row.Moment(), Cleared = row.Moment(),
    };

    static SetbackFacts Setback(Fields row) => new()
    {
        From = row.Name(), To = row.Name(), Cause = row.Name(), SolvedBy = row.Name(), Since = row.Moment(), Solved = row.Moment(),
    };

    /// <summary>A list of one unknown name is kept as an empty one.</summary>
    static int At(int[] names, int place) => place < names.Length ? names[place] : Names.None;
}
