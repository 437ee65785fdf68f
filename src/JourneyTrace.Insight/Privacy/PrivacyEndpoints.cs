using JourneyTrace.Events;

namespace JourneyTrace.Insight.Privacy;

/// <summary>What is stored about a customer: all of it given out, or made unreadable for ever; and how long anything is kept. What is asked for stands in bodies: addresses are logged.</summary>
static class PrivacyEndpoints
{
    const int LongestName = 400;
    const int MostDays = 36_500;

    public static void MapPrivacy(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/personal/export", ExportAsync).Needs(Scope.Personal).WithName("exportPersonal")
            .WithSummary("Everything that is stored about one customer").WithTags("Privacy").Accepts<WhoseData>("application/json").Produces<CustomerData>().ProducesProblem(404).ProducesProblem(422);
        routes.MapPost("/v1/personal/forget", ForgetAsync).WithName("forgetPersonal")
            .WithSummary("Destroy the key of a customer, or of a case that names none: nobody can read its personal data again").WithTags("Privacy")
            .Accepts<WhoseData>("application/json").Produces<Forgotten>().ProducesProblem(422);
        routes.MapGet("/v1/retention", RetentionAsync).WithName("getRetention").WithSummary("How many days anything is kept").WithTags("Privacy").Produces<Retention>();
        routes.MapPut("/v1/retention", SetRetentionAsync).WithName("putRetention").WithSummary("Say how many days anything is kept").WithTags("Privacy")
            .Accepts<Retention>("application/json").Produces<Retention>().ProducesProblem(422);
    }

    static async Task ExportAsync(HttpContext http, IEventLog log, PersonalVault vault, PersonalDeadLetters letters)
    {
        _ = new Parameters(http);
        var whose = await ReadAsync(http, vault);
        if (whose.Customer is not { } customer)
            throw new ProblemException(Problem.InvalidValue, "An export needs 'customer': the id as it was sent in case.opened", "/customer");
        var stop = http.RequestAborted;
        var names = await vault.CasesOfAsync(customer, stop);
        var rejected = (await letters.UnderAsync(await vault.KeysOfCustomerAsync(customer, stop), stop)).Concat(await letters.NamelessWithAsync([customer], stop)).ToList();
        if (names.Count == 0 && rejected.Count == 0)
            throw new ProblemException(Problem.NotFound, "No case names this customer, or it was forgotten");
        var cases = new List<CustomerCase>();
        foreach (var some in names.Chunk(100))
        {
            var values = await vault.OfCasesAsync(some, stop);
            foreach (var name in some)
            {
                // What was rejected names cases, too, that never came to be.
                var events = (await log.ReadCaseAsync(name, stop)).OrderBy(e => e.ToCaseEvent(), Comparer<CaseEvent>.Create(CaseEvent.Compare)).ToList();
                if (events.Count > 0)
                    cases.Add(new CustomerCase(name, [.. events.Select(e => EventJson.Of(values.Unveil(e)))]));
            }
        }
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteAsJsonAsync(
            new CustomerData(customer, cases, [.. rejected.Select(letter => new CustomerLetter(letter.Number, letter.ReceivedAt, letter.Refusal.Code, System.Text.Encoding.UTF8.GetString(letter.Body)))]), Wire.Options);
    }

    static async Task ForgetAsync(HttpContext http, PersonalVault vault, PersonalDeadLetters letters)
    {
        _ = new Parameters(http);
        var whose = await ReadAsync(http, vault);
        // Once begun it is done to its end, whether anybody waits for it or not.
        var stop = CancellationToken.None;
        if (whose.Customer is not { } customer)
        {
            var ofCase = await vault.ForgetCaseAsync(whose.Case!, stop);
            await http.Response.WriteAsJsonAsync(new Forgotten(ofCase.Keys, ofCase.Cases, ofCase.Values, 0), Wire.Options);
            return;
        }
        // What names nobody is found by what the keys open: it goes first, so that what fails on the way can be asked for again. Then again, for what came meanwhile.
        var texts = await vault.TextsOfCustomerAsync(customer, stop);
        var erased = await EraseAsync(letters, await vault.KeysOfCustomerAsync(customer, stop), texts, stop);
        var forgotten = await vault.ForgetCustomerAsync(customer, stop);
        erased += await EraseAsync(letters, [], texts, stop);
        await http.Response.WriteAsJsonAsync(new Forgotten(forgotten.Keys, forgotten.Cases, forgotten.Values, erased), Wire.Options);
    }

    static async Task<int> EraseAsync(PersonalDeadLetters letters, IReadOnlyList<long> keys, IReadOnlyList<string> texts, CancellationToken stop)
    {
        long[] found = [.. (await letters.UnderAsync(keys, stop)).Concat(await letters.NamelessWithAsync(texts, stop)).Select(letter => letter.Number)];
        await letters.EraseAsync(found, stop);
        return found.Length;
    }

    static async Task RetentionAsync(HttpContext http, IPersonalData personal)
    {
        _ = new Parameters(http);
        await AnswerAsync(http, personal);
    }

    static async Task SetRetentionAsync(HttpContext http, IPersonalData personal)
    {
        _ = new Parameters(http);
        var asked = await JsonBody.ReadAsync<Retention>(http);
        foreach (var (name, days) in new[] { ("personalDays", asked.PersonalDays), ("deadLetterDays", asked.DeadLetterDays), ("auditDays", asked.AuditDays) })
        {
            if (days is <= 0 or > MostDays)
                throw new ProblemException(Problem.InvalidValue, $"'{name}' needs a whole number from 1 to {MostDays}; leave it out to keep everything", "/" + name);
        }
        await personal.SetRetentionAsync(new RetentionRules(asked.PersonalDays, asked.DeadLetterDays, asked.AuditDays), http.RequestAborted);
        await AnswerAsync(http, personal);
    }

    static async Task AnswerAsync(HttpContext http, IPersonalData personal)
    {
        var rules = await personal.RetentionAsync(http.RequestAborted);
        await http.Response.WriteAsJsonAsync(new Retention(rules.PersonalDays, rules.DeadLetterDays, rules.AuditDays), Wire.Options);
    }

    /// <summary>The audit log says whose it was by pseudonym.</summary>
    static async Task<WhoseData> ReadAsync(HttpContext http, PersonalVault vault)
    {
        var whose = await JsonBody.ReadAsync<WhoseData>(http);
        if ((whose.Customer is null) == (whose.Case is null))
            throw new ProblemException(Problem.InvalidValue, "Name either 'customer' or 'case', as it was sent");
        var (name, pointer) = whose.Customer is null ? (whose.Case!, "/case") : (whose.Customer, "/customer");
        if (name.Length is 0 or > LongestName || name.Any(char.IsControl))
            throw new ProblemException(Problem.InvalidValue, $"'{pointer[1..]}' needs 1 to {LongestName} characters, none of them a control character", pointer);
        http.Features.Set(new AuditedSubject(whose.Case ?? (await vault.PseudonymsAsync(http.RequestAborted)).Of(name)));
        return whose;
    }
}
