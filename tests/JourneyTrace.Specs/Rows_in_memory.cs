using System.Runtime.CompilerServices;
using JourneyTrace.Columns;
using JourneyTrace.Columns.Memory;

namespace JourneyTrace.Specs;

/// <summary>Tables whose rows are taken, given back and taken again.</summary>
public sealed class Rows_in_memory
{
    const int Block = 4096;

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(4, true)]
    public void A_stretch_holds_what_was_put_in_whatever_else_is_taken_and_given(int seed, bool mapped)
    {
        var (random, table, held) = (new Random(seed), new Table<long>(mapped ? new MappedBlocks(new ScratchFolder(Path.GetTempPath())) : OwnBlocks.Instance), new List<(Stretch Rows, long[] Put)>());
        for (var i = 0; i < 5000; i++)
        {
            if (held.Count > 0 && random.Next(5) < 2)
            {
                var at = random.Next(held.Count);
                Assert.Equal(held[at].Put, table.Of(held[at].Rows).ToArray());
                table.Give(held[at].Rows);
                held.RemoveAt(at);
            }
            var put = Enumerable.Range(0, Length(random)).Select(_ => random.NextInt64()).ToArray();
            held.Add((table.Add(put), put));
        }
        Assert.All(held, h => Assert.Equal(h.Put, table.Of(h.Rows).ToArray()));
        Assert.Equal(held.Sum(h => h.Put.Length), table.Count);
    }

    /// <summary>Most are short, some longer than a block, some empty.</summary>
    static int Length(Random random) => random.Next(200) == 0 ? random.Next(3 * Block) : random.Next(12);

    [Theory]
    [InlineData(1)]
    [InlineData(Block - 1)]
    [InlineData(Block)]
    [InlineData(Block + 1)]
    [InlineData((3 * Block) + 5)]
    public void What_is_given_back_is_taken_again(int length)
    {
        var table = new Table<int>(OwnBlocks.Instance);
        for (var i = 0; i < 100; i++)
        {
            var rows = table.Take(length);
            table.In(rows).Fill(i);
            Assert.Equal(0, rows.From);
            table.Give(rows);
            Assert.Equal((0, length), (table.Count, table.Free));
        }
    }

    [Fact]
    public void Rows_that_are_added_one_by_one_lie_in_their_order()
    {
        var table = new Table<int>(OwnBlocks.Instance);
        for (var i = 0; i < 3 * Block; i++)
            table.Add(i);
        Assert.All(Enumerable.Range(0, table.Count), i => Assert.Equal(i, table[i]));
        Assert.Equal(0, table.Free);
    }

    [Fact]
    public void What_rows_take_is_what_their_blocks_take()
    {
        var table = new Table<long>(OwnBlocks.Instance);
        Assert.Equal(0, table.Bytes);
        for (var i = 0; i < 2 * Block; i++)
            table.Add(i);
        Assert.Equal(2 * Block * sizeof(long), table.Bytes);
        var longer = table.Take((3 * Block) + 5);
        Assert.Equal(((5 * Block) + 5) * sizeof(long), table.Bytes);
        // What is given back is still there, and is taken again.
        table.Give(longer);
        table.Take(longer.Count);
        Assert.Equal(((5 * Block) + 5) * sizeof(long), table.Bytes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_columns_take_grows_with_rows_and_names_and_not_by_changes(bool mapped)
    {
        IBlocks Blocks() => mapped ? new MappedBlocks(new ScratchFolder(Path.GetTempPath())) : OwnBlocks.Instance;
        var names = new Names(Blocks());
        var all = new CaseColumns(names, blocks: Blocks());
        var steps = Enumerable.Range(0, 40).Select(i => (long)i).ToArray();
        for (var i = 0; i < 4 * Block; i++)
            all.Absorb(Changed(names, i, steps));
        var bytes = all.Bytes;
        // Each case: its own row and name, a promise, a number, 40 steps.
        var least = Unsafe.SizeOf<CaseFacts>() + ("case 12345".Length * sizeof(char)) + Unsafe.SizeOf<Stretch>() + Unsafe.SizeOf<PromiseFacts>() + sizeof(int) + (40L * Unsafe.SizeOf<StepFacts>());
        Assert.InRange(bytes, 4 * Block * least, 4 * Block * least * 13 / 10);
        for (var i = 0; i < 4 * Block; i++)
            all.Absorb(Changed(names, i, steps));
        Assert.InRange(all.Bytes, bytes, bytes * 21 / 20);
        Assert.All(Enumerable.Range(0, 4 * Block), i => Assert.Equal((i, $"case {i}"), (all.PlaceOf(i), new string(all.NameOf(all.Cases[i])))));
        // All but what tables began with.
        Assert.InRange(all.MappedBytes, mapped ? bytes * 9 / 10 : 0, mapped ? all.Bytes : 0);
        Assert.InRange(all.Texts.MappedBytes, mapped ? all.Texts.Bytes * 2 / 3 : 0, all.Texts.Bytes);
    }

    [Fact]
    public void Cases_that_change_again_and_again_take_no_more_room_than_twice_what_they_hold()
    {
        var (random, names) = (new Random(7), new Names());
        var all = new CaseColumns(names);
        var steps = new Dictionary<long, long[]>();
        for (var i = 0; i < 20_000; i++)
        {
            var (number, told) = (random.Next(300), Enumerable.Range(0, random.Next(1, 60)).Select(_ => random.NextInt64()).ToArray());
            steps[number] = told;
            all.Absorb(Changed(names, number, told));
            if (all.IsMostlyLeft)
                all = all.Compacted();
        }
        Assert.Equal(steps.Count, all.Cases.Count);
        Assert.All(steps, s => Assert.Equal(s.Value, all.Steps.Of(all.Cases[all.PlaceOf(s.Key)].Steps).ToArray().Select(row => row.Time)));
        Assert.All(steps, s => Assert.Equal([(int)s.Key], all.Numbers.Of(all.Promises.Of(all.Cases[all.PlaceOf(s.Key)].Promises)[0].Links).ToArray()));
        Assert.Equal(steps.Values.Sum(s => s.Length), all.Steps.Count);
        Assert.True(all.Steps.Free <= all.Steps.Count + (2 * Block), $"{all.Steps.Free} rows are left over beside {all.Steps.Count}");
    }

    static CaseColumns Changed(Names names, long number, long[] told)
    {
        var changed = new CaseColumns(names);
        var links = changed.Numbers.Add([(int)number]);
        changed.Add(new CaseFacts
        {
            Number = number,
            Name = changed.Texts.Add($"case {number}"),
            Steps = changed.Steps.Add([.. told.Select(time => new StepFacts { Time = time })]),
            Promises = changed.Promises.Add([new PromiseFacts { Links = links }]),
        });
        return changed;
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 1000)]
    public void Cases_stand_by_name_whenever_they_came(int seed, int before)
    {
        var (random, columns, names) = (new Random(seed), new CaseColumns(new Names()), new List<string>());
        var byName = columns.ByName;
        void Come(int count)
        {
            for (var i = 0; i < count; i++)
            {
                names.Add($"{(char)random.Next('A', 'z')}{random.Next()}-{names.Count}");
                columns.Add(new CaseFacts { Number = names.Count, Name = columns.Texts.Add(names[^1]), Customer = Names.None });
            }
        }
        Come(before);
        Assert.Equal(before, byName.InOrder().Length);
        for (var round = 0; round < 50; round++)
        {
            Come(random.Next(5) == 0 ? random.Next(1000) : random.Next(5));
            if (random.Next(2) == 0)
                byName.Came();
            Assert.Equal(names.Order(StringComparer.Ordinal), byName.InOrder().ToArray().Select(place => names[place]));
            var name = random.Next(2) == 0 && names.Count > 0 ? names[random.Next(names.Count)] : $"{(char)random.Next('A', 'z')}";
            Assert.Equal(names.Count(n => string.CompareOrdinal(n, name) <= 0), byName.After(name));
        }
    }
}
