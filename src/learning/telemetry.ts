// ONNX Runtime reports its use to its maker, keeps a device id and unsent events in ~/.cache, and leaves a log in the
// temporary folder for each process. Nothing of that is wanted here. It looks at the process' environment, which a worker
// thread can't change: import this in the thread that starts the workers too.
process.env['ORT_DISABLE_TELEMETRY'] = '1';
