global using Microsoft.VisualStudio.TestTools.UnitTesting;
global using ServiceBot.Testing;

[assembly: Parallelize(Scope = ExecutionScope.MethodLevel, Workers = 3)]     // one more than the two cores of a small machine: many wait for a browser or a clock
