using JourneyTrace.Columns;
using JourneyTrace.Columns.Memory;

namespace JourneyTrace.Specs;

/// <summary>Names that are kept outside of what the garbage collector looks after, and how they are found again.</summary>
public sealed class Names_in_memory
{
    public static TheoryData<bool> Kinds => [false, true];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_name_has_one_number_and_each_number_its_name(bool mapped)
    {
        var (random, names, known) = (new Random(5), new Names(mapped ? new MappedBlocks(new ScratchFolder(Path.GetTempPath())) : null), new Dictionary<string, int>(StringComparer.Ordinal));
        for (var i = 0; i < 200_000; i++)
        {
            // Some come again and again, some are long, one is empty, some are not ASCII.
            var name = random.Next(4) switch
            {
                0 => $"link {random.Next(50)}",
                1 => new string((char)('a' + random.Next(26)), random.Next(200) == 0 ? random.Next(20_000) : random.Next(5)),
                2 => $"Größe-{random.Next(1000)}-\ud83d\ude80",
                _ => $"cu-{random.Next()}",
            };
            if (known.TryGetValue(name, out var number))
                Assert.Equal(number, names.Find(name));
            else
                known.Add(name, known.Count);
            Assert.Equal(known[name], names.Number(name));
        }
        Assert.Equal(known.Count, names.Count);
        Assert.All(known, k => Assert.Equal(k.Key, names[k.Value]));
        Assert.Null(names[Names.None]);
        Assert.Equal(Names.None, names.Number(null));
        Assert.True(names.Find("nobody's") < Names.None);
        var (some, other) = (known.Keys.Take(300).ToList(), "link 7");
        foreach (var name in some)
        {
            Assert.Equal(Math.Sign(string.CompareOrdinal(name, other)), Math.Sign(names.Compare(known[name], known[other])));
        }
    }

    [Fact]
    public async Task Any_threads_may_ask_while_names_come()
    {
        var names = new Names(new MappedBlocks(new ScratchFolder(Path.GetTempPath())));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < 50_000; i++)
            {
                var number = names.Number($"name {(i * 7) + (thread % 2)}");
                Assert.Equal($"name {(i * 7) + (thread % 2)}", names[number]);
                Assert.StartsWith("name ", names[i % (number + 1)], StringComparison.Ordinal);
            }
        })));
        Assert.InRange(names.Count, 50_000, 100_000);
    }

    [Fact]
    public void Where_no_file_can_be_made_rows_lie_in_the_process_itself_and_it_is_said()
    {
        var (name, said) = (Path.Combine(Path.GetTempPath(), "journeytrace-nowhere-" + Guid.NewGuid()), new List<string>());
        var folder = new ScratchFolder(name, said.Add);
        var table = new Table<long>(new MappedBlocks(folder));
        for (var i = 0; i < 20_000; i++)
            table.Add(i);
        Assert.All(Enumerable.Range(0, table.Count), i => Assert.Equal(i, table[i]));
        Assert.Equal(0, table.MappedBytes);
        Assert.Null(folder.TryMake(1));
        Assert.Contains(name, Assert.Single(said), StringComparison.Ordinal);
        // Said again when it took one in between.
        Directory.CreateDirectory(name);
        Assert.NotNull(folder.TryMake(1));
        Directory.Delete(name);
        Assert.Null(folder.TryMake(1));
        Assert.Equal(2, said.Count);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Rows_that_are_not_there_are_refused(bool mapped)
    {
        var table = new Table<long>(mapped ? new MappedBlocks(new ScratchFolder(Path.GetTempPath())) : OwnBlocks.Instance);
        for (var i = 0; i < 20_000; i++)
            table.Add(i);
        Assert.ThrowsAny<ArgumentException>(() => table.Of(new Stretch(4000, 200)).Length);
        Assert.Throws<IndexOutOfRangeException>(() => table[1_000_000]);
        Assert.ThrowsAny<ArgumentException>(() => new MappedBlocks(new ScratchFolder(Path.GetTempPath())).Take<long>(4096).Span(4000, 200).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => new MappedBlocks(new ScratchFolder(Path.GetTempPath())).Take<long>(4096)[4096]);
    }

    [Fact]
    public void Files_have_no_name_and_go_with_those_who_have_them()
    {
        var folder = Directory.CreateTempSubdirectory("journeytrace-scratch-").FullName;
        try
        {
            var begun = Mapped(folder);
            Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
            Assert.True(begun > 0);
            if (!OperatingSystem.IsLinux())
                return;
            for (var i = 0; i < 20 && MapsOf(folder) > 0; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
            Assert.Equal(0, MapsOf(folder));
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    static int Mapped(string folder)
    {
        var table = new Table<long>(new MappedBlocks(new ScratchFolder(folder)));
        for (var i = 0; i < 3_000_000; i++)
            table.Add(i);
        var maps = MapsOf(folder);
        Assert.Equal(2_999_999, table[2_999_999]);
        GC.KeepAlive(table);
        return OperatingSystem.IsLinux() ? maps : 1;
    }

    static int MapsOf(string folder) => OperatingSystem.IsLinux() ? File.ReadLines("/proc/self/maps").Count(line => line.Contains(folder, StringComparison.Ordinal)) : 0;
}
