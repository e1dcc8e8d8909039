using ServiceBot.Insight.Learning.Tables;

namespace ServiceBot.Insight.Learning.Models;

/// <summary>A few small neural nets, each stopped by the part of the rows that it has not seen.</summary>
/// <remarks>One hidden layer of rectified units, log loss, Adam (Kingma and Ba 2015) with weights that decay (Loshchilov and Hutter 2019), batches of rows.</remarks>
public sealed class NetTrainer : ITrainer
{
    private const int Batch = 64;
    private const int Patience = 6;

    /// <summary>Hidden units.</summary>
    public int Units { get; init; } = 16;

    /// <summary>How far a step goes.</summary>
    public double Rate { get; init; } = 0.005;

    /// <summary>Which share of itself a weight loses with each step of size 1.</summary>
    public double Decay { get; init; } = 0.02;

    /// <summary>Times that all rows are seen, at most.</summary>
    public int Rounds { get; init; } = 60;

    /// <summary>How many nets.</summary>
    public int Members { get; init; } = 4;

    /// <inheritdoc/>
    public string Name => "neural_net";

    /// <inheritdoc/>
    public Classifier Fit(Table table, bool[] labels, long seed)
    {
        var features = FeatureSet.Of(table);
        var rows = features.ToLinear(table);
        var parts = Parts.Of(labels, Members, seed);
        var members = new NetMember[Members];
        Cores.For(0, Members, m => members[m] = new Fitting(this, rows, labels, parts, m, new SeededRandom((seed * 1_000_003) + m)).Run());
        return new NetModel { Features = features.Features, Members = members };
    }

    private sealed class Fitting
    {
        private readonly NetTrainer _options;
        private readonly LinearRows _rows;
        private readonly bool[] _labels;
        private readonly SeededRandom _random;
        private readonly int[] _held, _learned;
        private readonly Adam[] _hidden;
        private readonly Adam _output;
        private readonly double[] _units;

        public Fitting(NetTrainer options, LinearRows rows, bool[] labels, int[] parts, int part, SeededRandom random)
        {
            (_options, _rows, _labels, _random) = (options, rows, labels, random);
            (_held, _learned) = Parts.Rows(parts, part);
            _units = new double[options.Units];
            _hidden = new Adam[options.Units];
            var spread = Math.Sqrt(2.0 / Math.Max(1, rows.Numbers + rows.Groups));
            for (var h = 0; h < _hidden.Length; h++)
            {
                _hidden[h] = new(rows.Weights + 1);
                for (var i = 0; i < rows.Weights; i++)
                {
                    _hidden[h].Weights[i] = spread * random.NextNormal();
                }
            }

            _output = new(options.Units + 1);
            for (var h = 0; h < options.Units; h++)
            {
                _output.Weights[h] = random.NextNormal() / Math.Sqrt(options.Units);
            }

            var ups = _learned.Count(row => labels[row]);
            _output.Weights[^1] = LogOdds.Of((ups + 0.5) / (_learned.Length + 1.0));
        }

        public NetMember Run()
        {
            var (best, keep, since) = (double.PositiveInfinity, Current(), 0);
            for (var round = 0; round < _options.Rounds && since < Patience; round++)
            {
                _random.Shuffle(_learned.AsSpan());
                var rate = _options.Rate / (1 + (0.1 * round));
                for (var first = 0; first < _learned.Length; first += Batch)
                {
                    var batch = _learned.AsSpan(first, Math.Min(Batch, _learned.Length - first));
                    foreach (var row in batch)
                    {
                        Learn(row, 1.0 / batch.Length);
                    }

                    _output.Step(rate, _options.Decay);
                    foreach (var unit in _hidden)
                    {
                        unit.Step(rate, _options.Decay);
                    }
                }

                var member = Current();
                var loss = 0.0;
                foreach (var row in _held)
                {
                    var z = member.Of(_rows, row);
                    loss += LogOdds.SoftPlus(_labels[row] ? -z : z);
                }

                since++;
                if (loss < best)
                {
                    (best, keep, since) = (loss, member, 0);
                }
            }

            return keep;
        }

        private void Learn(int row, double share)
        {
            var z = _output.Weights[^1];
            for (var h = 0; h < _units.Length; h++)
            {
                _units[h] = Math.Max(0, _hidden[h].Weights[^1] + _rows.Dot(_hidden[h].Weights, row));
                z += _units[h] * _output.Weights[h];
            }

            var error = share * (LogOdds.ToProbability(z) - (_labels[row] ? 1 : 0));
            _output.Slopes[^1] += error;
            for (var h = 0; h < _units.Length; h++)
            {
                if (_units[h] > 0)
                {
                    _output.Slopes[h] += error * _units[h];
                    var below = error * _output.Weights[h];
                    _rows.Add(_hidden[h].Slopes, row, below);
                    _hidden[h].Slopes[^1] += below;
                }
            }
        }

        private NetMember Current() => new([.. _hidden.Select(unit => (double[])unit.Weights.Clone())], (double[])_output.Weights.Clone());
    }

    /// <summary>Weights, the slope of the loss by each, and how these were of late.</summary>
    private sealed class Adam(int count)
    {
        private readonly double[] _mean = new double[count];
        private readonly double[] _square = new double[count];
        private double _meanPart = 1, _squarePart = 1;

        public double[] Weights { get; } = new double[count];

        public double[] Slopes { get; } = new double[count];

        /// <summary>Takes a step, and forgets the slopes. The last weight is that of a constant, and does not decay.</summary>
        public void Step(double rate, double decay)
        {
            _meanPart *= 0.9;
            _squarePart *= 0.999;
            for (var i = 0; i < Weights.Length; i++)
            {
                var slope = Slopes[i];
                Slopes[i] = 0;
                _mean[i] += 0.1 * (slope - _mean[i]);
                _square[i] += 0.001 * ((slope * slope) - _square[i]);
                var step = _mean[i] / (1 - _meanPart) / (Math.Sqrt(_square[i] / (1 - _squarePart)) + 1e-8);
                Weights[i] -= rate * (step + (i < Weights.Length - 1 ? decay * Weights[i] : 0));
            }
        }
    }
}
