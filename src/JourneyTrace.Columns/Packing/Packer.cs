using System.Buffers;
using System.Text;

namespace JourneyTrace.Columns.Packing;

/// <summary>
/// Packs cases: each name once a case, moments as the way from the one before, whole numbers in few bytes. Some 60 bytes an event of the case.
/// Not for several threads.
/// </summary>
sealed class Packer(CaseColumns columns)
{
    readonly CaseLayout _layout = new(columns);
    readonly Writing _writing = new(columns.Names);

    public byte[] Pack(CaseFacts facts)
    {
        _writing.Begin();
        _layout.Pass(_writing, ref facts);
        return _writing.End();
    }

    sealed class Writing(Names names) : Port
    {
        readonly ArrayBufferWriter<byte> _bytes = new(1024);
        readonly Dictionary<int, int> _numbers = [];
        long _moment;

        public void Begin()
        {
            _bytes.ResetWrittenCount();
            _numbers.Clear();
            _moment = 0;
            var version = CaseLayout.Version;
            Byte(ref version);
        }

        public byte[] End() => _bytes.WrittenSpan.ToArray();

        /// <summary>0 for none; where it is met first, its text comes after its number.</summary>
        public override void Name(ref int name)
        {
            if (name == Names.None)
            {
                Varint(0);
                return;
            }
            if (_numbers.TryGetValue(name, out var number))
            {
                Varint((ulong)number);
                return;
            }
            _numbers.Add(name, _numbers.Count + 1);
            Varint((ulong)_numbers.Count);
            var text = names[name]!;
            var length = Encoding.UTF8.GetByteCount(text);
            Varint((ulong)length);
            _bytes.Advance(Encoding.UTF8.GetBytes(text, _bytes.GetSpan(length)));
        }

        /// <summary>0 for never.</summary>
        public override void Moment(ref long moment)
        {
            if (moment == Moments.Never)
            {
                Varint(0);
                return;
            }
            Varint(Signs.Folded(moment - _moment) + 1);
            _moment = moment;
        }

        /// <summary>0 for not known, 1 for eight bytes that follow, else a whole number.</summary>
        public override void Number(ref double number)
        {
            if (double.IsNaN(number))
            {
                Varint(0);
            }
            else if (Math.Abs(number) < 1L << 50 && BitConverter.DoubleToInt64Bits((double)(long)number) == BitConverter.DoubleToInt64Bits(number))
            {
                Varint(Signs.Folded((long)number) + 2);
            }
            else
            {
                Varint(1);
                BitConverter.TryWriteBytes(_bytes.GetSpan(8), BitConverter.DoubleToInt64Bits(number));
                _bytes.Advance(8);
            }
        }

        public override void Count(ref int count) => Varint(Signs.Folded(count));

        public override void Rows<T>(Table<T> table, ref Stretch stretch, Field<T> row)
        {
            Varint((ulong)stretch.Count);
            foreach (ref var one in table.In(stretch))
                row(this, ref one);
        }

        protected override void Byte(ref byte value)
        {
            _bytes.GetSpan(1)[0] = value;
            _bytes.Advance(1);
        }

        void Varint(ulong value)
        {
            var room = _bytes.GetSpan(10);
            var length = 0;
            for (; value > 0x7f; value >>= 7)
                room[length++] = (byte)(value | 0x80);
            room[length++] = (byte)value;
            _bytes.Advance(length);
        }
    }
}
