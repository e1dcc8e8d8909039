global using Microsoft.VisualStudio.TestTools.UnitTesting;
global using ServiceBot.Testing;

[assembly: Parallelize(Scope = ExecutionScope.MethodLevel)]
