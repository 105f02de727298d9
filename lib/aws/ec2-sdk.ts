/**
 * What the lab uses of EC2's SDK. The build makes one file of it, without the 800 other actions: the package as it comes
 * takes 60 MB of every lab's memory, for the public addresses of its tasks.
 */
export { DescribeNetworkInterfacesCommand, DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
