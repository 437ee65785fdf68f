using System.Reflection;
using JourneyTrace.Catalogues;
using JourneyTrace.Columns;
using JourneyTrace.Columns.Packing;
using JourneyTrace.Columns.Rows;
using JourneyTrace.Demo;
using JourneyTrace.Journeys;
using JourneyTrace.Journeys.Traces;
using JourneyTrace.Storage;

namespace JourneyTrace.Specs;

/// <summary>What the read models hold of a case, as bytes and back.</summary>
public sealed class Packed_cases
{
    static readonly DateTime End = new(2026, 11, 20, 12, 0, 0, DateTimeKind.Utc);
    static readonly IReadOnlyList<Example> All = [.. Example.Stories, .. Example.Generated];

    [Fact]
    public void Come_back_with_every_field_as_it_was()
    {
        var columns = Columns();
        var packer = new Packer(columns);
        // Other names came before, so that numbers of names differ.
        var names = new Names();
        names.Number("somebody else");
        var back = new CaseColumns(names);
        var unpacker = new Unpacker(back);
        for (var i = 0; i < columns.Cases.Count; i++)
        {
            var facts = new CaseFacts { Number = columns.Cases[i].Number, Name = back.Texts.Add(columns.NameOf(columns.Cases[i])) };
            Assert.True(unpacker.TryUnpack(packer.Pack(columns.Cases[i]), ref facts));
            back.Add(facts);
            Assert.Equal(Said(columns, columns.Cases[i]), Said(back, facts));
        }
        Assert.All(
            (int[])[back.Promises.Count, back.Shares.Count, back.Handoffs.Count, back.Steps.Count, back.Complaints.Count, back.Effects.Count, back.Contacts.Count, back.Obstacles.Count, back.Setbacks.Count],
            rows => Assert.True(rows > 0, "The examples have some of everything"));
    }

    [Theory]
    [InlineData(-0.0)]
    [InlineData(double.NaN)]
    [InlineData(1.7976931348623157e308)]
    [InlineData(5e-324)]
    [InlineData(-86400)]
    [InlineData(0.1)]
    [InlineData(1125899906842624.0)]
    [InlineData(-1125899906842623.0)]
    [InlineData(double.NegativeInfinity)]
    public void Keep_any_number(double number)
    {
        var facts = Again(new CaseFacts { Value = number, Kind = Names.None, Segment = Names.None, Customer = Names.None, LostReason = Names.None });
        Assert.Equal(BitConverter.DoubleToInt64Bits(number), BitConverter.DoubleToInt64Bits(facts.Value));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(long.MaxValue)]
    [InlineData(3155378975999999999)]
    public void Keep_any_moment(long ticks) => Assert.Equal(
        ticks, Again(new CaseFacts { Opened = 5, AsOf = ticks, Kind = Names.None, Segment = Names.None, Customer = Names.None, LostReason = Names.None }).AsOf);

    [Fact]
    public void What_ends_too_early_is_refused_and_adds_no_case()
    {
        var columns = Columns();
        var packed = new Packer(columns).Pack(columns.Cases[0]);
        var unpacker = new Unpacker(new CaseColumns(new Names()));
        for (var length = 1; length < packed.Length; length++)
        {
            var facts = default(CaseFacts);
            Assert.Throws<InvalidDataException>(() => unpacker.TryUnpack(packed.AsMemory(0, length), ref facts));
        }
    }

    [Fact]
    public void Another_layout_is_not_read()
    {
        var columns = Columns();
        var packed = new Packer(columns).Pack(columns.Cases[0]);
        packed[0]++;
        var (unpacker, facts) = (new Unpacker(columns), default(CaseFacts));
        Assert.False(unpacker.TryUnpack(packed, ref facts));
        Assert.False(unpacker.TryUnpack(Array.Empty<byte>(), ref facts));
    }

    static CaseFacts Again(CaseFacts facts)
    {
        var columns = new CaseColumns(new Names());
        var packed = new Packer(columns).Pack(facts);
        var back = default(CaseFacts);
        Assert.True(new Unpacker(columns).TryUnpack(packed, ref back));
        return back;
    }

    static CaseColumns Columns()
    {
        var columns = new CaseColumns(new Names());
        var rows = new TracedRows(columns);
        foreach (var (number, example) in All.Index())
            rows.Add(new TracedCase(number + 1, CaseTrace.Of(example.Case, example.CaseEvents(), example.Organisation(), example.ReadCatalogue(), example.AsOf), null));
        var (company, made) = (new DemoCompany(End, 60), All.Count);
        var organisation = new Organisation(company.Organisation().Select(Truth_of_verdicts.Read));
        var catalogue = CatalogueReader.Read(System.Text.Json.JsonDocument.Parse(DemoCompany.Catalogue).RootElement).Catalogue!;
        foreach (var story in company.Cases())
            rows.Add(new TracedCase(++made, CaseTrace.Of(story.Case, story.Lines.Select(Truth_of_verdicts.Read), organisation, catalogue, End), null));
        return columns;
    }

    /// <summary>Every field of a case and of its rows, with names in words; where rows lie is told by what lies there.</summary>
    static string Said<T>(CaseColumns columns, T row)
        where T : unmanaged => string.Join(';', typeof(T).GetFields(BindingFlags.Public | BindingFlags.Instance).Select(field => field.Name + "=" + Said(columns, field, field.GetValue(row)!)));

    static string Said(CaseColumns columns, FieldInfo field, object value) => (field.DeclaringType!.Name, field.Name, value) switch
    {
        (nameof(CaseFacts), nameof(CaseFacts.Name), Stretch text) => new string(columns.Texts.Of(text)),
        (nameof(CaseFacts), nameof(CaseFacts.Promises), Stretch rows) => Each(columns, columns.Promises, rows),
        (_, nameof(CaseFacts.Handoffs), Stretch rows) => Each(columns, columns.Handoffs, rows),
        (_, nameof(CaseFacts.Steps), Stretch rows) => Each(columns, columns.Steps, rows),
        (_, nameof(CaseFacts.Complaints), Stretch rows) => Each(columns, columns.Complaints, rows),
        (_, nameof(CaseFacts.Effects), Stretch rows) => Each(columns, columns.Effects, rows),
        (_, nameof(CaseFacts.Contacts), Stretch rows) => Each(columns, columns.Contacts, rows),
        (_, nameof(CaseFacts.Obstacles), Stretch rows) => Each(columns, columns.Obstacles, rows),
        (_, nameof(CaseFacts.Setbacks), Stretch rows) => Each(columns, columns.Setbacks, rows),
        (_, nameof(PromiseFacts.Shares), Stretch rows) => Each(columns, columns.Shares, rows),
        (_, _, Stretch names) => string.Join(',', columns.Numbers.Of(names).ToArray().Select(name => columns.Names[name])),
        (_, nameof(HandoffFacts.Charged) or nameof(ComplaintFacts.Passed) or nameof(ComplaintFacts.Tries), int count) => $"{count}",
        (_, _, int name) => columns.Names[name] ?? "(none)",
        (_, _, double number) => $"{number:R}",
        _ => $"{value}",
    };

    static string Each<T>(CaseColumns columns, Table<T> table, Stretch rows)
        where T : unmanaged => "[" + string.Join('|', table.Of(rows).ToArray().Select(row => Said(columns, row))) + "]";
}
