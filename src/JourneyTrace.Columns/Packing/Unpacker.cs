using System.Text;

namespace JourneyTrace.Columns.Packing;

/// <summary>Reads packed cases into columns. Not for several threads.</summary>
sealed class Unpacker(CaseColumns columns)
{
    readonly CaseLayout _layout = new(columns);
    readonly Reading _reading = new(columns.Names);

    /// <summary>Adds the case's rows, and puts into its facts where they lie.</summary>
    /// <returns>False where the case was packed in another layout, and nothing was read.</returns>
    /// <exception cref="InvalidDataException">These are not the bytes of a case.</exception>
    public bool TryUnpack(ReadOnlyMemory<byte> packed, ref CaseFacts facts)
    {
        if (packed.Length == 0 || packed.Span[0] != CaseLayout.Version)
            return false;
        try
        {
            _reading.Begin(packed[1..]);
            _layout.Pass(_reading, ref facts);
        }
        catch (Exception e) when (e is ArgumentException or IndexOutOfRangeException)
        {
            throw new InvalidDataException("The packed facts of a case end too early, or hold what no case does", e);
        }
        return true;
    }

    sealed class Reading(Names names) : Port
    {
        readonly List<int> _names = [];
        ReadOnlyMemory<byte> _bytes;
        char[] _text = new char[256];
        int _at;
        long _moment;

        public void Begin(ReadOnlyMemory<byte> bytes)
        {
            (_bytes, _at, _moment) = (bytes, 0, 0);
            _names.Clear();
        }

        public override void Name(ref int name)
        {
            var number = (int)Varint();
            if (number == _names.Count + 1)
                _names.Add(Text((int)Varint()));
            name = number == 0 ? Names.None : _names[number - 1];
        }

        public override void Moment(ref long moment)
        {
            var way = Varint();
            if (way == 0)
            {
                moment = Moments.Never;
                return;
            }
            moment = _moment += Signs.Unfolded(way - 1);
        }

        public override void Number(ref double number)
        {
            var kind = Varint();
            number = kind switch
            {
                0 => double.NaN,
                1 => BitConverter.Int64BitsToDouble(BitConverter.ToInt64(Next(8))),
                _ => Signs.Unfolded(kind - 2),
            };
        }

        public override void Count(ref int count) => count = (int)Signs.Unfolded(Varint());

        public override void Rows<T>(Table<T> table, ref Stretch stretch, Field<T> row)
        {
            var count = (int)Varint();
            // Each takes a byte at least: no room is made for more than there can be.
            if ((uint)count > (uint)(_bytes.Length - _at))
                throw new InvalidDataException("There are fewer bytes than rows");
            stretch = table.Take(count);
            foreach (ref var one in table.In(stretch))
            {
                one = default;
                row(this, ref one);
            }
        }

        protected override void Byte(ref byte value) => value = Next(1)[0];

        int Text(int length)
        {
            var bytes = Next(length);
            if (_text.Length < length)
                _text = new char[length * 2];
            return names.Number(_text.AsSpan(0, Encoding.UTF8.GetChars(bytes, _text)));
        }

        ReadOnlySpan<byte> Next(int length)
        {
            var bytes = _bytes.Span.Slice(_at, length);
            _at += length;
            return bytes;
        }

        ulong Varint()
        {
            var span = _bytes.Span;
            var (value, shift) = (0UL, 0);
            while (true)
            {
                var next = span[_at++];
                value |= (ulong)(next & 0x7f) << shift;
                if (next < 0x80)
                    return value;
                shift += 7;
            }
        }
    }
}
